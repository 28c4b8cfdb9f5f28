package io.carillon.cscf.scscf;

import io.carillon.cscf.HomeNetwork;
import io.carillon.cscf.hss.HomeSubscribers;
import io.carillon.cscf.hss.HomeSubscribers.Assignment;
import io.carillon.cscf.hss.HomeSubscribers.AssignmentType;
import io.carillon.cscf.ifc.RegistrationType;
import io.carillon.cscf.ifc.UserProfileReader;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** REGISTER at the S-CSCF (TS 24.229 §5.4.1, RFC 3261 §10.3 · docs/flows/register.md). */
public final class RegisterFlow {
    /** How long each kind of lifetime may be, seconds. */
    public record Lifetimes(long least, long usual, long most) {}

    private final HomeSubscribers hss;
    private final Authentication authentication;
    private final Bindings bindings;
    private final ThirdPartyRegistration applicationServers;
    private final HomeNetwork home;
    private final Lifetimes lifetimes;
    private final Clock clock;

    public RegisterFlow(
            HomeSubscribers hss,
            Challenges challenges,
            Bindings bindings,
            ThirdPartyRegistration applicationServers,
            HomeNetwork home,
            Lifetimes lifetimes,
            Clock clock) {
        this.hss = hss;
        this.authentication = new Authentication(hss, challenges);
        this.bindings = bindings;
        this.applicationServers = applicationServers;
        this.home = home;
        this.lifetimes = lifetimes;
        this.clock = clock;
    }

    public void handle(ServerTransaction transaction, RegisterRequest register) {
        switch (authentication.check(register)) {
            case Authentication.Verdict.Challenged(var challenge) ->
                transaction.respond(tagged(register.request()
                        .reply(401)
                        .append(HeaderName.WWW_AUTHENTICATE, challenge)));
            case Authentication.Verdict.Wrong ignored -> {
                hss.assign(
                        Optional.of(register.impi()), register.impu(), AssignmentType.AUTHENTICATION_FAILURE, true);
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
        var now = clock.instant();
        var contacts = contacts(register, now);
        boolean again = known.filter(Registration::registered).isPresent();
        var fresh = assigned(register, again ? AssignmentType.RE_REGISTRATION : AssignmentType.REGISTRATION, known);
        if (fresh.profile().isBarred(register.impu()) || !fresh.profile().contains(register.impu())) {
            throw new SipFailure(403, "Public Identity Not Allowed");
        }
        var set = fresh.profile().notBarred();
        bindings.bind(
                new Registration(register.impi(), fresh.userData(), fresh.profile(), contacts),
                set,
                now.plusSeconds(lifetimes.most()));
        var stored = bindings.find(register.impu()).orElseThrow(() -> new SipFailure(500, "Binding Lost"));
        var ok = ok(register, stored, proven);
        transaction.respond(ok);
        applicationServers.announce(
                register,
                ok,
                stored,
                again ? RegistrationType.RE_REGISTRATION : RegistrationType.INITIAL_REGISTRATION);
    }

    private boolean tooBrief(RegisterRequest register) {
        return register.contacts().stream()
                .mapToLong(each -> register.expires(each, lifetimes.usual()))
                .anyMatch(seconds -> seconds > 0 && seconds < lifetimes.least());
    }

    private List<Contact> contacts(RegisterRequest register, Instant now) {
        var contacts = new ArrayList<Contact>();
        for (var address : register.contacts()) {
            if (register.wildcard()) {
                throw new SipParseException("Contact * needs Expires: 0");
            }
            long seconds = register.expires(address, lifetimes.usual());
            if (seconds == 0) {
                continue;
            }
            contacts.add(Contact.of(
                    register, address, now.plus(Duration.ofSeconds(Math.min(seconds, lifetimes.most())))));
        }
        return contacts;
    }

    /** SAR; the profile comes with the answer, or is the one that is known. */
    private Registration assigned(RegisterRequest register, AssignmentType type, Optional<Registration> known) {
        return switch (hss.assign(Optional.of(register.impi()), register.impu(), type, false)) {
            case Assignment.Done(var userData) ->
                userData.map(data -> new Registration(
                                register.impi(), data, UserProfileReader.read(data), List.of()))
                        .or(() -> known)
                        .orElseThrow(() -> new SipFailure(500, "No User Profile"));
            case Assignment.Refused(var cause) -> throw new SipFailure(cause.registerStatus());
        };
    }

    private void deregister(
            ServerTransaction transaction,
            RegisterRequest register,
            Optional<Registration> known,
            Authentication.Verdict.Proven proven) {
        var keys = register.wildcard()
                ? known.stream()
                        .flatMap(each -> each.contacts().stream())
                        .map(Contact::key)
                        .toList()
                : register.contacts().stream().map(Contact::key).toList();
        if (known.isPresent()) {
            var registration = known.get();
            var set = registration.profile().notBarred();
            boolean last = registration.contacts().stream().allMatch(each -> keys.contains(each.key()));
            if (last) {
                assigned(register, AssignmentType.USER_DEREGISTRATION, known);
                bindings.forget(set);
            } else {
                bindings.unbind(set, keys);
            }
        }
        var rest = bindings.find(register.impu());
        var ok = rest.filter(Registration::registered)
                .map(each -> ok(register, each, proven))
                .orElseGet(() -> tagged(register.request().reply(200)));
        transaction.respond(ok);
        known.ifPresent(each -> applicationServers.announce(
                register,
                ok,
                rest.filter(Registration::registered).orElse(each),
                rest.filter(Registration::registered).isPresent()
                        ? RegistrationType.RE_REGISTRATION
                        : RegistrationType.DE_REGISTRATION));
    }

    /** TS 24.229 §5.4.1.2.2F: all bindings, Path, Service-Route, P-Associated-URI. */
    private SipResponse ok(
            RegisterRequest register, Registration registration, Authentication.Verdict.Proven proven) {
        var now = clock.instant();
        var reply = register.request().reply(200);
        for (var path : register.request().all(HeaderName.PATH)) {
            reply.append(HeaderName.PATH, path);
        }
        for (var contact : registration.contacts()) {
            reply.append(
                    HeaderName.CONTACT,
                    contact.address().with("expires", Long.toString(contact.secondsLeft(now))));
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
