package io.carillon.cscf.scscf;

import io.carillon.cscf.HomeNetwork;
import io.carillon.identity.Impu;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipResponse;
import java.time.Clock;
import java.util.Optional;

/** The 200 to a REGISTER (TS 24.229 §5.4.1.2.2F). */
public final class RegisterAnswer {
    private final HomeNetwork home;
    private final Gruus gruus;
    private final Clock clock;

    public RegisterAnswer(HomeNetwork home, Gruus gruus, Clock clock) {
        this.home = home;
        this.gruus = gruus;
        this.clock = clock;
    }

    /** All bindings, Path, Service-Route, P-Associated-URI with the default identity first. */
    SipResponse ok(RegisterRequest register, Registration registration, Optional<String> authenticationInfo) {
        var reply = register.request().reply(200);
        for (var path : register.request().all(HeaderName.PATH)) {
            reply.append(HeaderName.PATH, path);
        }
        for (var contact : registration.contacts()) {
            reply.append(HeaderName.CONTACT, binding(register, contact));
        }
        if (register.contacts().stream().anyMatch(register::isOutbound)) {
            reply.append(HeaderName.REQUIRE, "outbound");
        }
        reply.append(HeaderName.SERVICE_ROUTE, "<" + home.originating() + ">");
        for (Impu impu : registration.profile().notBarred()) {
            reply.append(HeaderName.P_ASSOCIATED_URI, "<" + impu.value() + ">");
        }
        authenticationInfo.ifPresent(info -> reply.append(HeaderName.AUTHENTICATION_INFO, info));
        return tagged(reply);
    }

    /** With its GRUUs, if this phone knows what they are (RFC 5627 §5.2). */
    private NameAddr binding(RegisterRequest register, Contact contact) {
        var address = contact.address().with("expires", Long.toString(contact.secondsLeft(clock.instant())));
        if (!register.supports("gruu")) {
            return address;
        }
        var named = gruus.permanent(register.impu(), contact)
                .map(gruu -> address.with("pub-gruu", "\"" + gruu + "\""))
                .orElse(address);
        return gruus.temporary(register.impu(), contact)
                .map(gruu -> named.with("temp-gruu", "\"" + gruu + "\""))
                .orElse(named);
    }

    static SipResponse tagged(ResponseEdit reply) {
        return reply.toTag(ResponseEdit.newTag()).build();
    }
}
