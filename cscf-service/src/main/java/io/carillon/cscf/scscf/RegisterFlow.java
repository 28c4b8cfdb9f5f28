package io.carillon.cscf.scscf;

import io.carillon.cscf.HomeNetwork;
import io.carillon.cscf.hss.HomeSubscribers;
import io.carillon.cscf.hss.HomeSubscribers.Assignment;
import io.carillon.cscf.hss.HomeSubscribers.AssignmentType;
import io.carillon.cscf.ifc.RegistrationType;
import io.carillon.identity.Impu;
import io.carillon.sip.auth.Digest;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipParseException;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.ServerTransaction;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** REGISTER at the S-CSCF (TS 24.229 §5.4.1, RFC 3261 §10.3 · docs/flows/register.md). */
public final class RegisterFlow {
    /** How long each kind of lifetime may be, seconds. */
    public record Lifetimes(long least, long usual, long most) {}

    /** Option tags: Path (RFC 3327), which every P-CSCF requires. */
    private static final Set<String> SUPPORTED = Set.of("path");

    private final HomeSubscribers hss;
    private final Authentication authentication;
    private final Bindings bindings;
    private final Audience audience;
    private final HomeNetwork home;
    private final Lifetimes lifetimes;
    private final Clock clock;

    public RegisterFlow(
            HomeSubscribers hss,
            Challenges challenges,
            Bindings bindings,
            Audience audience,
            HomeNetwork home,
            Lifetimes lifetimes,
            Clock clock) {
        this.hss = hss;
        this.authentication = new Authentication(hss, challenges);
        this.bindings = bindings;
        this.audience = audience;
        this.home = home;
        this.lifetimes = lifetimes;
        this.clock = clock;
    }

    public void handle(ServerTransaction transaction, RegisterRequest register) {
        var unsupported = register.request().all(HeaderName.REQUIRE).stream()
                .filter(option -> !SUPPORTED.contains(option.toLowerCase(Locale.ROOT)))
                .toList();
        if (!unsupported.isEmpty()) { // RFC 3261 §10.3 step 2
            transaction.respond(tagged(register.request().reply(420).setAll(HeaderName.UNSUPPORTED, unsupported)));
            return;
        }
        switch (authentication.check(register)) {
            case Authentication.Verdict.Challenged(var challenge) ->
                transaction.respond(
                        tagged(register.request().reply(401).append(HeaderName.WWW_AUTHENTICATE, challenge)));
            case Authentication.Verdict.Wrong ignored -> {
                hss.assign(Optional.of(register.impi()), register.impu(), AssignmentType.AUTHENTICATION_FAILURE, true);
                throw new SipFailure(403, "Authentication Failed");
            }
            case Authentication.Verdict.Proven proven -> authenticated(transaction, register, proven);
        }
    }

    private void authenticated(
            ServerTransaction transaction, RegisterRequest register, Authentication.Verdict.Proven proven) {
        var known = bindings.find(register.impu());
        checkOrder(register, known);
        if (register.contacts().isEmpty()) {
            var registration = known.orElseThrow(() -> new SipFailure(404, "Not Registered"));
            transaction.respond(ok(register, registration, proven));
        } else if (register.deregistersAll()) {
            deregister(transaction, register, known, proven);
        } else {
            register(transaction, register, known, proven);
        }
    }

    /** A REGISTER that overtook a younger one of the same call must not win (RFC 3261 §10.3 step 7). */
    private static void checkOrder(RegisterRequest register, Optional<Registration> known) {
        var request = register.request();
        boolean late = known.stream()
                .flatMap(each -> each.contacts().stream())
                .anyMatch(each -> each.callId().equals(request.callId())
                        && each.cseq() >= request.cseq().number());
        if (late) {
            throw new SipParseException(500, "CSeq Out Of Order");
        }
    }

    private void register(
            ServerTransaction transaction,
            RegisterRequest register,
            Optional<Registration> known,
            Authentication.Verdict.Proven proven) {
        if (tooBrief(register)) {
            transaction.respond(
                    tagged(register.request().reply(423).append(HeaderName.MIN_EXPIRES, lifetimes.least())));
            return;
        }
        boolean again = known.filter(each -> each.registeredBy(register.impi())).isPresent();
        var fresh = assigned(register, again ? AssignmentType.RE_REGISTRATION : AssignmentType.REGISTRATION, known);
        // A barred identity may register the others of its set (TS 24.229 §5.1.1.1A, TS 23.003 §13.4B).
        if (!fresh.profile().contains(register.impu())
                || fresh.profile().notBarred().isEmpty()) {
            throw new SipFailure(403, "Public Identity Not Allowed");
        }
        var gone = removals(register);
        if (!gone.isEmpty() && known.isPresent()) {
            bindings.unbind(known.get(), gone);
        }
        var before = known.map(Registration::contacts).orElse(List.of());
        var brought = contacts(register, before);
        var stored = bindings.bind(fresh.with(brought), Duration.ofSeconds(lifetimes.most()));
        var ok = ok(register, stored, proven);
        transaction.respond(ok);
        audience.registered(
                register,
                ok,
                again ? RegistrationType.RE_REGISTRATION : RegistrationType.INITIAL_REGISTRATION,
                RegistrationChange.of(before, stored, brought));
    }

    private boolean tooBrief(RegisterRequest register) {
        return register.contacts().stream()
                .mapToLong(each -> register.expires(each, lifetimes.usual()))
                .anyMatch(seconds -> seconds > 0 && seconds < lifetimes.least());
    }

    private List<Contact> contacts(RegisterRequest register, List<Contact> before) {
        var now = clock.instant();
        var contacts = new ArrayList<Contact>();
        for (var address : register.contacts()) {
            long seconds = register.expires(address, lifetimes.usual());
            if (seconds > 0) {
                var contact = Contact.of(register, address, now, Math.min(seconds, lifetimes.most()));
                contacts.add(before.stream()
                        .filter(contact::sameAddress)
                        .findFirst()
                        .map(contact::continuing)
                        .orElse(contact));
            }
        }
        return contacts;
    }

    /** The keys of the contacts that are to go. */
    private List<String> removals(RegisterRequest register) {
        return register.contacts().stream()
                .filter(each -> register.expires(each, lifetimes.usual()) == 0)
                .map(Contact::key)
                .toList();
    }

    /** SAR; the profile comes with the answer, or is the one that is known. */
    private Registration assigned(RegisterRequest register, AssignmentType type, Optional<Registration> known) {
        return switch (hss.assign(Optional.of(register.impi()), register.impu(), type, false)) {
            case Assignment.Done(var userData) ->
                userData.map(data -> Registration.downloaded(register.impi(), data))
                        .or(() -> known)
                        .orElseThrow(() -> new SipFailure(500, "No User Profile"));
            case Assignment.Refused(var cause) -> throw new SipFailure(cause.registerStatus());
        };
    }

    /** TS 24.229 §5.4.1.4. */
    private void deregister(
            ServerTransaction transaction,
            RegisterRequest register,
            Optional<Registration> known,
            Authentication.Verdict.Proven proven) {
        if (known.isEmpty()) {
            transaction.respond(tagged(register.request().reply(200)));
            return;
        }
        var left = left(register, known.get());
        var ok = left.map(each -> ok(register, each, proven))
                .orElseGet(() -> tagged(register.request().reply(200)));
        transaction.respond(ok);
        audience.registered(
                register,
                ok,
                left.isPresent() ? RegistrationType.RE_REGISTRATION : RegistrationType.DE_REGISTRATION,
                RegistrationChange.of(
                        known.get().contacts(), left.orElse(known.get().with(List.of())), List.of()));
    }

    /** What stays registered after these contacts have gone; without any the HSS is told. */
    private Optional<Registration> left(RegisterRequest register, Registration known) {
        var gone = register.wildcard()
                ? known.contacts().stream().map(Contact::key).toList()
                : removals(register);
        if (!known.contacts().stream().allMatch(each -> gone.contains(each.key()))) {
            return bindings.unbind(known, gone).filter(Registration::registered);
        }
        if (hss.assign(Optional.of(register.impi()), register.impu(), AssignmentType.USER_DEREGISTRATION, true)
                instanceof Assignment.Refused(var cause)) {
            throw new SipFailure(cause.registerStatus());
        }
        bindings.forget(known);
        return Optional.empty();
    }

    /** TS 24.229 §5.4.1.2.2F: all bindings, Path, Service-Route, P-Associated-URI. */
    private SipResponse ok(RegisterRequest register, Registration registration, Authentication.Verdict.Proven proven) {
        var now = clock.instant();
        var reply = register.request().reply(200);
        for (var path : register.request().all(HeaderName.PATH)) {
            reply.append(HeaderName.PATH, path);
        }
        for (var contact : registration.contacts()) {
            reply.append(
                    HeaderName.CONTACT, contact.address().with("expires", Long.toString(contact.secondsLeft(now))));
        }
        reply.append(HeaderName.SERVICE_ROUTE, "<" + home.originating() + ">");
        for (Impu impu : registration.profile().notBarred()) {
            reply.append(HeaderName.P_ASSOCIATED_URI, "<" + impu.value() + ">");
        }
        Digest.authenticationInfo(proven.credentials(), proven.ha1(), Optional.empty())
                .ifPresent(info -> reply.append(HeaderName.AUTHENTICATION_INFO, info));
        return tagged(reply);
    }

    private static SipResponse tagged(ResponseEdit reply) {
        return reply.toTag(ResponseEdit.newTag()).build();
    }
}
