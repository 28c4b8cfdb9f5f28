package io.carillon.cscf.scscf;

import static io.carillon.cscf.scscf.RegisterAnswer.tagged;

import io.carillon.cscf.hss.HomeSubscribers;
import io.carillon.cscf.hss.HomeSubscribers.Assignment;
import io.carillon.cscf.hss.HomeSubscribers.AssignmentType;
import io.carillon.cscf.hss.HomeSubscribers.Kept;
import io.carillon.cscf.ifc.RegistrationType;
import io.carillon.sip.auth.Challenge;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipParseException;
import io.carillon.sip.transaction.ServerTransaction;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** REGISTER at the S-CSCF (TS 24.229 §5.4.1, RFC 3261 §10.3 · docs/flows/register.md). */
public final class RegisterFlow {
    /** How long each kind of lifetime may be, seconds. */
    public record Lifetimes(long least, long usual, long most) {}

    /** Option tags that a phone or a P-CSCF may require (RFC 3327, RFC 5626, RFC 5627). */
    private static final Set<String> SUPPORTED = Set.of("path", "outbound", "gruu");

    /** More devices of one user are a mistake or an attack. */
    private static final int MOST_CONTACTS = 16;

    private final HomeSubscribers hss;
    private final Authentication authentication;
    private final Bindings bindings;
    private final LostRegistrations lost;
    private final Audience audience;
    private final NetworkDeregistration network;
    private final RegisterAnswer answer;
    private final RegistrationCounts counts;
    private final Lifetimes lifetimes;
    private final Clock clock;

    public RegisterFlow(
            HomeSubscribers hss,
            Authentication authentication,
            Bindings bindings,
            LostRegistrations lost,
            Audience audience,
            NetworkDeregistration network,
            RegisterAnswer answer,
            RegistrationCounts counts,
            Lifetimes lifetimes,
            Clock clock) {
        this.hss = hss;
        this.authentication = authentication;
        this.bindings = bindings;
        this.lost = lost;
        this.audience = audience;
        this.network = network;
        this.answer = answer;
        this.counts = counts;
        this.lifetimes = lifetimes;
        this.clock = clock;
    }

    public void handle(ServerTransaction transaction, RegisterRequest register) {
        var unsupported = register.request().all(HeaderName.REQUIRE).stream()
                .filter(option -> !SUPPORTED.contains(option.toLowerCase(Locale.ROOT)))
                .toList();
        if (!unsupported.isEmpty()) { // RFC 3261 §10.3 step 2
            turnedAway(register);
            transaction.respond(tagged(register.request().reply(420).setAll(HeaderName.UNSUPPORTED, unsupported)));
            return;
        }
        switch (checked(register)) {
            case Authentication.Verdict.Challenged(var challenges) ->
                transaction.respond(
                        tagged(register.request().reply(401).setAll(HeaderName.WWW_AUTHENTICATE, texts(challenges))));
            case Authentication.Verdict.Wrong ignored -> {
                turnedAway(register);
                hss.assign(Optional.of(register.impi()), register.impu(), AssignmentType.AUTHENTICATION_FAILURE, true);
                throw new SipFailure(403);
            }
            case Authentication.Verdict.Locked ignored -> {
                turnedAway(register);
                throw new SipFailure(403);
            }
            case Authentication.Verdict.Proven(var info, var known) ->
                authenticated(transaction, register, known, info);
        }
    }

    private Authentication.Verdict checked(RegisterRequest register) {
        try {
            return authentication.check(register);
        } catch (SipFailure refused) {
            turnedAway(register);
            throw refused;
        }
    }

    /** Before it was looked at what is registered. */
    private void turnedAway(RegisterRequest register) {
        counts.attempted(register, bindings.find(register.impu()));
    }

    private static List<String> texts(List<Challenge> challenges) {
        return challenges.stream().map(Challenge::toString).toList();
    }

    private void authenticated(
            ServerTransaction transaction,
            RegisterRequest register,
            Optional<Registration> known,
            Optional<String> info) {
        counts.attempted(register, known);
        checkOrder(register, known);
        if (register.contacts().isEmpty()) {
            var registration = known.orElseThrow(() -> new SipFailure(404, "Not Registered"));
            transaction.respond(answer.ok(register, registration, info));
        } else if (register.deregistersAll()) {
            deregister(transaction, register, known, info);
        } else {
            register(transaction, register, known, info);
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
            Optional<String> info) {
        if (tooBrief(register)) {
            transaction.respond(
                    tagged(register.request().reply(423).append(HeaderName.MIN_EXPIRES, lifetimes.least())));
            return;
        }
        boolean again = known.filter(each -> each.registeredBy(register.impi())).isPresent();
        var gone = removals(register);
        var before = known.map(Registration::contacts).orElse(List.of());
        var brought = contacts(register, before, info.isPresent());
        checkNumber(before, brought, gone);
        var fresh = assigned(
                register,
                again ? AssignmentType.RE_REGISTRATION : AssignmentType.REGISTRATION,
                known,
                kept(register, before, brought, gone));
        // A barred identity may register the others of its set (TS 24.229 §5.1.1.1A, TS 23.003 §13.4B).
        if (!fresh.profile().contains(register.impu())
                || fresh.profile().notBarred().isEmpty()) {
            throw new SipFailure(403, "Public Identity Not Allowed");
        }
        if (!gone.isEmpty() && known.isPresent()) {
            bindings.unbind(known.get(), gone);
        }
        var bound = bindings.bind(fresh.with(brought), before, Duration.ofSeconds(lifetimes.most()));
        var stored = bound.registration();
        var ok = answer.ok(register, stored, info);
        counts.successful(register, known);
        transaction.respond(ok);
        audience.registered(
                register,
                ok,
                again ? RegistrationType.RE_REGISTRATION : RegistrationType.INITIAL_REGISTRATION,
                RegistrationChange.of(before, stored, brought),
                bound.watched(),
                network::applicationServerLost);
    }

    /** The contacts of this phone's user as they will be. */
    private List<Kept> kept(RegisterRequest register, List<Contact> before, List<Contact> brought, List<String> gone) {
        var after = new LinkedHashMap<String, Contact>();
        before.forEach(each -> after.put(each.key(), each));
        gone.forEach(after::remove);
        brought.forEach(each -> after.put(each.key(), each));
        return lost.kept(register.impi(), List.copyOf(after.values()));
    }

    private boolean tooBrief(RegisterRequest register) {
        return register.contacts().stream()
                .mapToLong(each -> register.expires(each, lifetimes.usual()))
                .anyMatch(seconds -> seconds > 0 && seconds < lifetimes.least());
    }

    private static void checkNumber(List<Contact> before, List<Contact> brought, List<String> gone) {
        var keys = new HashSet<String>();
        before.forEach(each -> keys.add(each.key()));
        gone.forEach(keys::remove);
        brought.forEach(each -> keys.add(each.key()));
        if (keys.size() > MOST_CONTACTS) {
            throw new SipFailure(403, "Too Many Contacts");
        }
    }

    private List<Contact> contacts(RegisterRequest register, List<Contact> before, boolean challenged) {
        var now = clock.instant();
        var contacts = new ArrayList<Contact>();
        for (var address : register.contacts()) {
            long seconds = register.expires(address, lifetimes.usual());
            if (seconds > 0) {
                var contact = Contact.of(register, address, now, Math.min(seconds, lifetimes.most()));
                contacts.add(before.stream()
                        .filter(contact::sameAddress)
                        .findFirst()
                        .map(earlier -> contact.continuing(earlier, challenged))
                        .orElse(contact));
            }
        }
        return contacts;
    }

    /** The keys of the contacts that are to go. */
    private List<String> removals(RegisterRequest register) {
        return register.contacts().stream()
                .filter(each -> register.expires(each, lifetimes.usual()) == 0)
                .map(register::key)
                .toList();
    }

    /** SAR; the profile comes with the answer, or is the one that is known. */
    private Registration assigned(
            RegisterRequest register, AssignmentType type, Optional<Registration> known, List<Kept> kept) {
        return switch (hss.assign(Optional.of(register.impi()), register.impu(), type, false, kept)) {
            case Assignment.Done(var userData, var ignored, var charging) ->
                userData.map(data -> known.flatMap(each -> each.renewed(register.impi(), data, charging))
                                .orElseGet(() -> Registration.downloaded(register.impi(), data, charging)))
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
            Optional<String> info) {
        if (known.isEmpty()) {
            counts.successful(register, known);
            transaction.respond(tagged(register.request().reply(200)));
            return;
        }
        var left = left(register, known.get());
        var ok = left.map(each -> answer.ok(register, each, info))
                .orElseGet(() -> tagged(register.request().reply(200)));
        counts.successful(register, known);
        transaction.respond(ok);
        audience.registered(
                register,
                ok,
                left.isPresent() ? RegistrationType.RE_REGISTRATION : RegistrationType.DE_REGISTRATION,
                RegistrationChange.of(
                        known.get().contacts(), left.orElse(known.get().with(List.of())), List.of()),
                true,
                network::applicationServerLost);
    }

    /** What stays registered after these contacts have gone; the HSS is told when this phone's user has none left. */
    private Optional<Registration> left(RegisterRequest register, Registration known) {
        var own = known.contacts().stream()
                .filter(each -> each.impi().equals(register.impi().value()))
                .map(Contact::key)
                .toList();
        var gone = register.wildcard() ? own : removals(register);
        if (gone.containsAll(own)
                && hss.assign(Optional.of(register.impi()), register.impu(), AssignmentType.USER_DEREGISTRATION, true)
                        instanceof Assignment.Refused(var cause)) {
            throw new SipFailure(cause.registerStatus());
        }
        if (known.contacts().stream().allMatch(each -> gone.contains(each.key()))) {
            bindings.forget(known);
            return Optional.empty();
        }
        return bindings.unbind(known, gone).filter(Registration::registered);
    }
}
