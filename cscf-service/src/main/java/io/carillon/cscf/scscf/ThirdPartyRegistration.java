package io.carillon.cscf.scscf;

import io.carillon.cscf.HomeNetwork;
import io.carillon.cscf.ifc.FilterCriterion;
import io.carillon.cscf.ifc.RegistrationType;
import io.carillon.cscf.ifc.SessionCase;
import io.carillon.cscf.ifc.Subject;
import io.carillon.identity.Impu;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.SipStack;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells application servers of registrations, by the filter criteria for REGISTER (TS 24.229 §5.4.1.7). */
public final class ThirdPartyRegistration {
    private static final Logger LOG = LoggerFactory.getLogger(ThirdPartyRegistration.class);

    private final SipStack stack;
    private final HomeNetwork home;
    private final Clock clock;

    public ThirdPartyRegistration(SipStack stack, HomeNetwork home, Clock clock) {
        this.stack = stack;
        this.home = home;
        this.clock = clock;
    }

    /** Sends on the lane of each third-party call; the user's own REGISTER has been answered already. */
    void announce(RegisterRequest register, SipResponse answer, Registration registration, RegistrationType type) {
        var subject = new Subject(register.request(), SessionCase.ORIGINATING, Optional.of(type));
        var served = registration.profile().notBarred().stream().findFirst().orElse(register.impu());
        for (var criterion : registration.profile().criteria(register.impu())) {
            if (criterion.trigger().isPresent() && criterion.matches(subject)) {
                var request = request(register, answer, registration, criterion, served, type);
                stack.lanes().run(request.callId(), () -> send(request, criterion));
            }
        }
    }

    private void send(SipRequest request, FilterCriterion criterion) {
        var hops = stack.locator().locate(criterion.applicationServer());
        for (var hop : hops) {
            var status = stack.client("core").ask(request, hop).status();
            if (status < 300) {
                return;
            }
            LOG.info("Third-party REGISTER to {} at {}: {}", criterion.applicationServer(), hop, status);
            if (status != 503 && status != 408) {
                return;
            }
            stack.locator().failed(hop);
        }
        LOG.info("No {} took the third-party REGISTER for {}", criterion.applicationServer(), request.to().uri());
    }

    private SipRequest request(
            RegisterRequest register,
            SipResponse answer,
            Registration registration,
            FilterCriterion criterion,
            Impu served,
            RegistrationType type) {
        var now = clock.instant();
        long expires = type == RegistrationType.DE_REGISTRATION
                ? 0
                : registration.contacts().stream()
                        .mapToLong(each -> each.secondsLeft(now))
                        .max()
                        .orElse(0);
        var scscf = home.scscf();
        var edit = SipRequest.create(Method.REGISTER, criterion.applicationServer().toString())
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, "<" + scscf + ">;tag=" + ResponseEdit.newTag())
                .append(HeaderName.TO, "<" + served.value() + ">")
                .append(HeaderName.CALL_ID, UUID.randomUUID())
                .append(HeaderName.CSEQ, "1 REGISTER")
                .append(HeaderName.CONTACT, "<" + scscf + ">")
                .append(HeaderName.EXPIRES, expires);
        copy(register.request(), edit, HeaderName.P_ACCESS_NETWORK_INFO);
        copy(register.request(), edit, HeaderName.P_CHARGING_VECTOR);
        copy(register.request(), edit, HeaderName.P_VISITED_NETWORK_ID);
        if (criterion.includeRegisterRequest()) {
            edit.body("message/sip", register.request().wire());
        } else if (criterion.includeRegisterResponse()) {
            edit.body("message/sip", answer.wire());
        } else if (criterion.serviceInfo().isPresent()) {
            edit.body("application/3gpp-ims+xml", serviceInfo(criterion.serviceInfo().get()));
        }
        return edit.build();
    }

    /** TS 24.229 §7.6: the service info of the criterion travels in a CDATA section. */
    private static String serviceInfo(String text) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ims-3gpp version=\"1\"><service-info><![CDATA["
                + text.replace("]]>", "]]]]><![CDATA[>") + "]]></service-info></ims-3gpp>";
    }

    private static void copy(SipRequest from, io.carillon.sip.message.RequestEdit to, HeaderName name) {
        from.first(name).ifPresent(value -> to.append(name, value));
    }
}
