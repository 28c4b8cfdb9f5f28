package io.carillon.cscf.scscf;

import io.carillon.cscf.HomeNetwork;
import io.carillon.cscf.ifc.DefaultHandling;
import io.carillon.cscf.ifc.FilterCriterion;
import io.carillon.cscf.ifc.RegistrationType;
import io.carillon.cscf.ifc.SessionCase;
import io.carillon.cscf.ifc.Subject;
import io.carillon.identity.Impu;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.SipStack;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
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
    void announce(
            RegisterRequest register,
            SipResponse answer,
            Registration registration,
            RegistrationType type,
            Consumer<Registration> lost) {
        tell(new Occasion(registration, type, register.request(), Optional.of(answer), lost));
    }

    /** The registration is over, and no REGISTER of the user's has ended it. */
    void withdraw(Registration registration) {
        var register =
                SipRequest.create(Method.REGISTER, "sip:" + home.domain()).build();
        tell(new Occasion(registration, RegistrationType.DE_REGISTRATION, register, Optional.empty(), ignored -> {}));
    }

    /** What application servers are told of. */
    private record Occasion(
            Registration registration,
            RegistrationType type,
            SipRequest register,
            Optional<SipResponse> answer,
            Consumer<Registration> lost) {}

    private void tell(Occasion occasion) {
        var subject = new Subject(occasion.register(), SessionCase.ORIGINATING, Optional.of(occasion.type()));
        for (var profile : occasion.registration().profile().serviceProfiles()) {
            var served = profile.firstNotBarred();
            for (var criterion : profile.criteria()) {
                if (served.isPresent() && criterion.trigger().isPresent() && criterion.matches(subject)) {
                    var request = request(occasion, criterion, served.get());
                    stack.lanes().run(request.callId(), () -> send(request, criterion, occasion));
                }
            }
        }
    }

    private void send(SipRequest request, FilterCriterion criterion, Occasion occasion) {
        var hops = stack.locator().locate(criterion.applicationServer());
        int status = stack.client("core").ask(request, hops).status();
        if (status < 300) {
            return;
        }
        LOG.info("Third-party REGISTER for {} to {}: {}", request.to().uri(), criterion.applicationServer(), status);
        boolean gone = status == 408 || status / 100 == 5;
        if (gone
                && criterion.defaultHandling() == DefaultHandling.SESSION_TERMINATED
                && occasion.type() != RegistrationType.DE_REGISTRATION) {
            occasion.lost().accept(occasion.registration());
        }
    }

    private SipRequest request(Occasion occasion, FilterCriterion criterion, Impu served) {
        var now = clock.instant();
        long expires = occasion.type() == RegistrationType.DE_REGISTRATION
                ? 0
                : occasion.registration().contacts().stream()
                        .mapToLong(each -> each.secondsLeft(now))
                        .max()
                        .orElse(0);
        var scscf = home.scscf();
        var edit = SipRequest.create(
                        Method.REGISTER, criterion.applicationServer().toString())
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, "<" + scscf + ">;tag=" + ResponseEdit.newTag())
                .append(HeaderName.TO, "<" + served.value() + ">")
                .append(HeaderName.CALL_ID, UUID.randomUUID())
                .append(HeaderName.CSEQ, "1 REGISTER")
                .append(HeaderName.CONTACT, "<" + scscf + ">")
                .append(HeaderName.EXPIRES, expires);
        copy(occasion.register(), edit, HeaderName.P_ACCESS_NETWORK_INFO);
        copy(occasion.register(), edit, HeaderName.P_CHARGING_VECTOR);
        copy(occasion.register(), edit, HeaderName.P_VISITED_NETWORK_ID);
        if (!occasion.registration().chargingFunctions().isEmpty()) {
            edit.append(
                    HeaderName.P_CHARGING_FUNCTION_ADDRESSES,
                    occasion.registration().chargingFunctions());
        }
        ThirdPartyBody.of(criterion, occasion.register(), occasion.answer())
                .ifPresent(body -> edit.body(body.contentType(), body.bytes()));
        return edit.build();
    }

    private static void copy(SipRequest from, RequestEdit to, HeaderName name) {
        from.first(name).ifPresent(value -> to.append(name, value));
    }
}
