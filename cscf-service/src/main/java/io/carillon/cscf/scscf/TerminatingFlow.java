package io.carillon.cscf.scscf;

import io.carillon.cscf.HomeNetwork;
import io.carillon.cscf.hss.HomeSubscribers;
import io.carillon.cscf.hss.HomeSubscribers.WhereServed;
import io.carillon.cscf.icscf.ScscfSelection;
import io.carillon.cscf.ifc.SessionCase;
import io.carillon.cscf.scscf.accounting.Passage;
import io.carillon.identity.Impu;
import io.carillon.identity.SipUri;
import io.carillon.identity.WildcardedIdentity;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipParseException;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.message.Uris;
import io.carillon.sip.proxy.Branch;
import io.carillon.sip.proxy.Forward;
import io.carillon.sip.transport.Locator;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/** A request to a served user: I-CSCF look-up and S-CSCF (TS 24.229 §5.3.2, §5.4.3.3 · docs/flows/call.md). */
public final class TerminatingFlow {
    private static final int FLOW_FAILED = 430;

    private final HomeSubscribers hss;
    private final ScscfSelection selection;
    private final Bindings bindings;
    private final LostRegistrations lost;
    private final RegistrationState state;
    private final Gruus gruus;
    private final MediaProfiles profiles;
    private final ServiceChain chain;
    private final HomeNetwork home;
    private final Locator locator;

    public TerminatingFlow(
            HomeSubscribers hss,
            ScscfSelection selection,
            Bindings bindings,
            LostRegistrations lost,
            RegistrationState state,
            Gruus gruus,
            MediaProfiles profiles,
            HomeNetwork home,
            Locator locator,
            SentOn sentOn) {
        this.hss = hss;
        this.selection = selection;
        this.bindings = bindings;
        this.lost = lost;
        this.state = state;
        this.gruus = gruus;
        this.profiles = profiles;
        this.chain = new ServiceChain(home, locator, sentOn);
        this.home = home;
        this.locator = locator;
    }

    /**
     * I-CSCF: which S-CSCF serves the callee (§5.3.2.1)? The HSS is asked when it may be another one than ours, or none:
     * whose phones are bound here is served here.
     */
    public Forward locate(SipRequest request, Passage passage) {
        var callee = callee(request).impu();
        if (selection.isAlone()
                && bindings.recall(callee).filter(Registration::registered).isPresent()) {
            return begin(request, passage);
        }
        return switch (hss.locate(callee)) {
            case WhereServed.At(var scscf, var wildcard) -> toScscf(keyed(request, wildcard), scscf, passage);
            case WhereServed.Unassigned(var wanted, var wildcard) ->
                toScscf(
                        keyed(request, wildcard),
                        selection
                                .choose(wanted)
                                .orElseThrow(() -> new SipFailure(504, "No S-CSCF With These Capabilities")),
                        passage);
            case WhereServed.Refused(var cause) -> throw new SipFailure(cause.sessionStatus());
        };
    }

    /** P-Profile-Key names the profile of an identity that is one of many (RFC 5002, TS 24.229 §5.3.2.1). */
    private static SipRequest keyed(SipRequest request, Optional<String> wildcard) {
        return wildcard.map(each -> request.edit()
                        .set(HeaderName.P_PROFILE_KEY, "<" + each + ">")
                        .build())
                .orElse(request);
    }

    /** The registration of the callee, or of the wildcarded identity that stands for it. */
    private Registration registration(SipRequest request, Impu callee) {
        return bindings.recall(callee)
                .or(() -> request.first(HeaderName.P_PROFILE_KEY)
                        .flatMap(TerminatingFlow::key)
                        .flatMap(bindings::recall))
                .orElseGet(() -> lost.unregistered(callee));
    }

    private static Optional<Impu> key(String value) {
        try {
            return Optional.of(
                    Impu.parse(WildcardedIdentity.escaped(NameAddr.parse(value).uri())));
        } catch (IllegalArgumentException garbled) {
            return Optional.empty();
        }
    }

    private Forward toScscf(SipRequest request, String name, Passage passage) {
        var scscf = SipUri.parse(name);
        if (home.isCscf(scscf)) {
            return begin(request, passage);
        }
        var hops = locator.locate(scscf);
        if (hops.isEmpty()) {
            throw new SipFailure(504, "S-CSCF Unreachable");
        }
        var routed = request.edit()
                .prepend(HeaderName.ROUTE, "<" + scscf.withParam("lr") + ">")
                .build();
        return passage.pastUs(Forward.to("core", new Branch(routed, hops)), request);
    }

    /** S-CSCF: the first look at the request (§5.4.3.3). */
    Forward begin(SipRequest request, Passage passage) {
        var callee = callee(request).impu();
        var registration = registration(request, callee);
        if (registration.profile().isBarred(callee)) {
            throw new SipFailure(404, "Public Identity Barred");
        }
        if (request.is(Method.SUBSCRIBE) && isRegEvent(request)) {
            return state.subscribe(request, callee, registration);
        }
        var own = registration.profile().mediaProfile(callee).map(Set::of).orElse(Set.of());
        var refusal = profiles.refusal(request, own);
        if (refusal.isPresent()) {
            return LocalAnswer.of(refusal.get());
        }
        passage.keepsTo(own);
        var charged = Charging.arrived(request, registration.chargingFunctions());
        var sessionCase = sessionCase(registration);
        passage.serves(callee, sessionCase, charged);
        var stage = stage(charged, callee, registration, Integer.MIN_VALUE, sessionCase, passage);
        return serve(stage, registration);
    }

    /** The package is watched at the registrar itself, services have no part in it (§5.4.2.1). */
    private static boolean isRegEvent(SipRequest request) {
        return request.first(HeaderName.EVENT)
                .map(event -> event.split(";", 2)[0].strip())
                .filter("reg"::equals)
                .isPresent();
    }

    /** Back from an application server; empty if that has sent the request elsewhere (§5.4.3.3 step 3). */
    Optional<Forward> resume(SipRequest request, Odi odi, Passage passage) {
        chain.returned(odi);
        var registration = registration(request, odi.served());
        var stage = stage(request, odi.served(), registration, odi.priority(), odi.sessionCase(), passage);
        return isFor(registration, request) ? Optional.of(serve(stage, registration)) : Optional.empty();
    }

    private boolean isFor(Registration registration, SipRequest request) {
        try {
            return registration.profile().contains(callee(request).impu());
        } catch (SipFailure e) {
            return false; // a local number, say
        }
    }

    private static ServiceChain.Stage stage(
            SipRequest request,
            Impu callee,
            Registration registration,
            int asked,
            SessionCase sessionCase,
            Passage passage) {
        var criteria = registration.profile().criteria(callee);
        return new ServiceChain.Stage(request, sessionCase, callee, criteria, asked, passage);
    }

    private Forward serve(ServiceChain.Stage stage, Registration registration) {
        return chain.forward(stage, () -> toDevices(stage.request(), registration, stage.passage()));
    }

    private static SessionCase sessionCase(Registration registration) {
        return registration.registered() ? SessionCase.TERMINATING_REGISTERED : SessionCase.TERMINATING_UNREGISTERED;
    }

    /** A GRUU names a device; a SIP URI that is a number names the user of that number (§5.3.2.1). */
    private Callee callee(SipRequest request) {
        try {
            if (!Uris.isSip(request.uri())) {
                return Callee.anyDevice(Impu.parse(request.uri()));
            }
            var uri = request.sipUri();
            if (home.isHome(uri) && Gruus.isGruu(uri)) {
                return gruus.callee(uri).orElseThrow(() -> new SipFailure(404, "No Such GRUU"));
            }
            return Callee.anyDevice(number(uri).orElseGet(() -> Impu.of(uri)));
        } catch (IllegalArgumentException e) {
            throw new SipParseException("The Request-URI is no public identity");
        }
    }

    private static Optional<Impu> number(SipUri uri) {
        return uri.param("user")
                .filter("phone"::equalsIgnoreCase)
                .flatMap(ignored -> uri.decodedUser())
                .filter(user -> user.startsWith("+"))
                .map(user -> Impu.parse("tel:" + user));
    }

    /** Forking to every device of the highest preference, then the next (§5.4.3.3 steps 10 to 12, RFC 3261 §16.6). */
    private Forward toDevices(SipRequest request, Registration registration, Passage passage) {
        var device = callee(request).device();
        var meant = registration.contacts().stream().filter(device).toList();
        return toDevices(request, Round.of(meant).iterator(), false, passage).orElseThrow(() -> new SipFailure(480));
    }

    private Optional<Forward> toDevices(
            SipRequest request, Iterator<Round> rounds, boolean flowFailed, Passage passage) {
        while (rounds.hasNext()) {
            var round = rounds.next();
            var branches = round.contacts().stream()
                    .filter(ignored -> flowFailed || !round.alternate())
                    .map(contact -> toDevice(request, contact))
                    .flatMap(Optional::stream)
                    .toArray(Branch[]::new);
            if (branches.length > 0) {
                return Optional.of(passage.onDialogPath(Forward.to("core", branches), request)
                        .onResponse(Charging.answers(request, home.domain()))
                        .otherwise(best -> afterRound(request, rounds, best, passage)));
            }
        }
        return Optional.empty();
    }

    /** 430 is between us and the P-CSCF: the caller hears that nobody is there (RFC 5626 §7). */
    private Optional<Forward> afterRound(
            SipRequest request, Iterator<Round> rounds, SipResponse best, Passage passage) {
        if (best.status() / 100 == 6) {
            return Optional.empty();
        }
        boolean flowFailed = best.status() == FLOW_FAILED;
        var next = toDevices(request, rounds, flowFailed || best.status() == 408, passage);
        return next.isEmpty() && flowFailed ? Optional.of(LocalAnswer.of(new SipFailure(480))) : next;
    }

    /** In a dialog: the device behind the GRUU that was its Contact (RFC 5627 §6). */
    Branch inDialog(SipRequest request) {
        var callee = callee(request);
        var contact = bindings.recall(callee.impu()).stream()
                .flatMap(each -> each.contacts().stream())
                .filter(callee.device())
                .max(Comparator.comparingLong(Contact::expiresAtMillis))
                .orElseThrow(() -> new SipFailure(480));
        return towards(request.edit(), contact).orElseThrow(() -> new SipFailure(480));
    }

    private Optional<Branch> toDevice(SipRequest request, Contact contact) {
        return towards(
                request.edit()
                        .set(HeaderName.P_CALLED_PARTY_ID, "<" + request.uri() + ">")
                        .remove(HeaderName.P_PROFILE_KEY)
                        .remove(HeaderName.P_SERVED_USER),
                contact);
    }

    /** The contact as Request-URI, the Path as Route. */
    private Optional<Branch> towards(RequestEdit edit, Contact contact) {
        var target = contact.address().sipUri();
        edit.uri(target);
        for (var path : contact.path().reversed()) {
            edit.prepend(HeaderName.ROUTE, path);
        }
        var next = contact.path().isEmpty()
                ? target
                : NameAddr.parse(contact.path().getFirst()).sipUri();
        var hops = locator.locate(next);
        return hops.isEmpty() ? Optional.empty() : Optional.of(new Branch(edit.build(), hops));
    }
}
