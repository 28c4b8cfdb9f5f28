package io.carillon.cscf.scscf;

import io.carillon.cscf.HomeNetwork;
import io.carillon.cscf.ifc.SessionCase;
import io.carillon.cscf.scscf.NumberTranslation.Translation;
import io.carillon.cscf.scscf.accounting.Passage;
import io.carillon.identity.Impu;
import io.carillon.identity.SipUri;
import io.carillon.identity.TelUri;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipParseException;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.Uris;
import io.carillon.sip.proxy.Branch;
import io.carillon.sip.proxy.Forward;
import io.carillon.sip.transport.Addresses;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.Locator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A request by a served user (TS 24.229 §5.4.3.2 · docs/flows/call.md). */
public final class OriginatingFlow {
    private final Bindings bindings;
    private final LostRegistrations lost;
    private final ServiceChain chain;
    private final NumberTranslation numbers;
    private final TerminatingFlow terminating;
    private final MediaProfiles media;
    private final HomeNetwork home;
    private final Locator locator;

    public OriginatingFlow(
            Bindings bindings,
            LostRegistrations lost,
            NumberTranslation numbers,
            TerminatingFlow terminating,
            MediaProfiles media,
            HomeNetwork home,
            Locator locator,
            SentOn sentOn) {
        this.bindings = bindings;
        this.lost = lost;
        this.chain = new ServiceChain(home, locator, sentOn);
        this.numbers = numbers;
        this.terminating = terminating;
        this.media = media;
        this.home = home;
        this.locator = locator;
    }

    /** From the P-CSCF by the Service-Route, or from an application server: the first look at the request. */
    public Forward begin(SipRequest request, Passage passage) {
        var served = served(request);
        var registration = registration(request, served);
        if (registration.profile().isBarred(served)) {
            throw new SipFailure(403, "Public Identity Barred");
        }
        var media = registration.profile().mediaProfile(served).map(Set::of).orElse(Set.of());
        var refusal = this.media.refusal(request, media);
        if (refusal.isPresent()) {
            return LocalAnswer.of(refusal.get());
        }
        passage.keepsTo(media);
        var asserted = Charging.begun(
                asserted(ServiceAssertion.asserted(request), registration),
                home.domain(),
                registration.chargingFunctions());
        var sessionCase = registration.registered() ? SessionCase.ORIGINATING : SessionCase.ORIGINATING_UNREGISTERED;
        passage.serves(served, sessionCase, asserted);
        var stage = new ServiceChain.Stage(
                asserted, sessionCase, served, registration.profile().criteria(served), Integer.MIN_VALUE, passage);
        return chain.forward(stage, () -> route(asserted, passage));
    }

    /** Only an application server says whom it serves, and may do so for a user who is away (§5.4.3.2, §5.7.3). */
    private Registration registration(SipRequest request, Impu served) {
        var known = bindings.recall(served);
        if (request.has(HeaderName.P_SERVED_USER)) {
            return known.orElseGet(() -> lost.unregistered(served));
        }
        return known.filter(Registration::registered)
                .or(() -> lost.registered(served))
                .orElseThrow(() -> new SipFailure(403, "Not Registered"));
    }

    /** Back from an application server. */
    Forward resume(SipRequest request, Odi odi, Passage passage) {
        chain.returned(odi);
        return onward(request, odi.served(), odi.sessionCase(), odi.priority(), passage);
    }

    /** An application server of the callee has sent the request elsewhere: now it is the callee's own (§5.4.3.3 step 3). */
    Forward divert(SipRequest request, Impu served, Passage passage) {
        passage.serves(served, SessionCase.ORIGINATING_CDIV, request);
        return onward(request, served, SessionCase.ORIGINATING_CDIV, Integer.MIN_VALUE, passage);
    }

    private Forward onward(SipRequest request, Impu served, SessionCase sessionCase, int asked, Passage passage) {
        var criteria = bindings.recall(served)
                .map(each -> each.profile().criteria(served))
                .orElse(List.of());
        // What the dialog must keep to is said in the Record-Route that the request has from its first time here.
        return chain.forward(
                new ServiceChain.Stage(request, sessionCase, served, criteria, asked, passage),
                () -> route(request, passage));
    }

    /** P-Served-User of an AS, else the asserted identity (§5.4.3.2 step 1). */
    private static Impu served(SipRequest request) {
        var address = request.address(HeaderName.P_SERVED_USER)
                .or(() -> request.addresses(HeaderName.P_ASSERTED_IDENTITY).stream()
                        .findFirst())
                .orElseThrow(() -> new SipFailure(403, "No Asserted Identity"));
        try {
            return Impu.parse(address.uri());
        } catch (IllegalArgumentException e) {
            throw new SipParseException("Bad asserted identity");
        }
    }

    /** A caller asserted by its SIP URI gets its number asserted as well, so that the callee sees it (§5.4.3.2 step 6). */
    private static SipRequest asserted(SipRequest request, Registration registration) {
        if (request.addresses(HeaderName.P_ASSERTED_IDENTITY).size() != 1) {
            return request;
        }
        return registration.profile().notBarred().stream()
                .filter(Impu::isTel)
                .findFirst()
                .filter(tel -> request.addresses(HeaderName.P_ASSERTED_IDENTITY).stream()
                        .noneMatch(each -> each.telUri().isPresent()))
                .map(tel -> request.edit()
                        .append(HeaderName.P_ASSERTED_IDENTITY, "<" + tel.value() + ">")
                        .build())
                .orElse(request);
    }

    /** No application server is left: to the callee's network (§5.4.3.2 steps 10 to 12). */
    private Forward route(SipRequest request, Passage passage) {
        var onward = request.edit().remove(HeaderName.P_SERVED_USER).build();
        var number = number(request.uri());
        if (number.isPresent()) {
            return switch (numbers.translate(number.get())) {
                case Translation.Found(var uri) -> toSip(onward.edit().uri(uri).build(), uri, passage);
                case Translation.NotFound ignored -> throw new SipFailure(404, "Number Not Assigned");
                case Translation.Unavailable ignored -> throw new SipFailure(504, "Number Translation Unavailable");
            };
        }
        return toSip(onward, onward.sipUri(), passage);
    }

    /** tel:, or a SIP URI of our own domain that is a number (RFC 3261 §19.1.6); what cannot be dialled stays a name. */
    private Optional<TelUri> number(String uri) {
        if (!Uris.isSip(uri)) {
            return Uris.tel(uri);
        }
        var sip = Uris.sip(uri);
        boolean phone = home.isHome(sip)
                && sip.param("user").filter("phone"::equalsIgnoreCase).isPresent();
        return phone ? sip.decodedUser().flatMap(OriginatingFlow::dialled) : Optional.empty();
    }

    private static Optional<TelUri> dialled(String user) {
        try {
            return Optional.of(TelUri.parse("tel:" + user));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Forward toSip(SipRequest request, SipUri target, Passage passage) {
        if (home.isHome(target)) {
            return terminating.locate(request, passage);
        }
        // An address is no network to interwork with, and might be a node of our own core.
        List<Hop> hops = Addresses.literal(target.host()) ? List.of() : locator.locate(target);
        if (hops.isEmpty()) {
            throw new SipFailure(404, "No Route To " + target.host());
        }
        return passage.onDialogPath(Forward.to("core", new Branch(Charging.leaving(request), hops)), request);
    }
}
