package io.carillon.sbc.pcscf;

import io.carillon.sbc.security.SecurityAgreement;
import io.carillon.sbc.security.Standing;
import io.carillon.sip.auth.AuthHeader;
import io.carillon.sip.ims.ChargingVector;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.proxy.Branch;
import io.carillon.sip.proxy.Forward;
import io.carillon.sip.proxy.Proxy;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transport.Addresses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** REGISTER at the P-CSCF (TS 24.229 §5.2.2 · docs/flows/register.md). */
public final class RegisterFlow {
    private final Border border;
    private final AccessUsers users;
    private final SecurityAgreement security;
    private final Lines lines;
    private final Departures departures;
    private final Watchfulness watchfulness;
    private final Proxy proxy;

    public RegisterFlow(
            Border border,
            AccessUsers users,
            SecurityAgreement security,
            Lines lines,
            Departures departures,
            Watchfulness watchfulness,
            Proxy proxy) {
        this.border = border;
        this.users = users;
        this.security = security;
        this.lines = lines;
        this.departures = departures;
        this.watchfulness = watchfulness;
        this.proxy = proxy;
    }

    public void handle(ServerTransaction transaction) {
        var standing = security.examine(transaction.arrival(), transaction.request());
        if (standing instanceof Standing.Refused(var answer)) {
            transaction.respond(answer);
        } else {
            forward(transaction, standing);
        }
    }

    private void forward(ServerTransaction transaction, Standing standing) {
        var register = transaction.request();
        // Who shows no credentials may be known by his address (TS 33.203 Annex T): nobody else's may stand behind it.
        if (!register.has(HeaderName.AUTHORIZATION)
                && register.all(HeaderName.VIA).size() > 1) {
            throw new SipFailure(403, "No Nodes Behind A Phone");
        }
        var hops = border.stack().locator().locate(border.icscf());
        if (hops.isEmpty()) {
            throw new SipFailure(504, "No I-CSCF");
        }
        var forward = Forward.to(Border.CORE, new Branch(towardsHome(register, transaction, standing), hops))
                .onLaneResponse(response -> towardsPhone(transaction, standing, response));
        proxy.forward(transaction, forward);
    }

    /** Path, P-Visited-Network-ID, P-Charging-Vector; the phone's own claims are taken out (§5.2.2.1). */
    private SipRequest towardsHome(SipRequest register, ServerTransaction transaction, Standing standing) {
        var edit = Trust.fromPhone(register)
                .remove(HeaderName.ROUTE)
                .remove(HeaderName.PROXY_REQUIRE)
                .remove(HeaderName.SECURITY_CLIENT)
                .remove(HeaderName.SECURITY_VERIFY)
                .setAll(HeaderName.REQUIRE, required(register))
                .prepend(HeaderName.PATH, border.path(border.flow(transaction.arrival()), outbound(register)))
                .append(HeaderName.P_VISITED_NETWORK_ID, "\"" + border.domain() + "\"")
                .append(
                        HeaderName.P_CHARGING_VECTOR,
                        ChargingVector.begun(UUID.randomUUID().toString()));
        register.first(HeaderName.AUTHORIZATION)
                .map(AuthHeader::parse)
                .map(header -> header.withQuoted(
                        "integrity-protected",
                        standing.vouchesFor(header.value("username").orElse("")) ? "yes" : "no"))
                .ifPresent(header -> edit.set(HeaderName.AUTHORIZATION, header));
        lines.of(transaction.arrival()).ifPresent(line -> edit.append(HeaderName.P_ACCESS_NETWORK_INFO, line));
        return edit.build();
    }

    private static boolean outbound(SipRequest register) {
        return register.lists(HeaderName.SUPPORTED, "outbound")
                && register.address(HeaderName.CONTACT)
                        .filter(contact -> contact.params().has("reg-id"))
                        .isPresent();
    }

    /** The home network must know Path (RFC 3327 §5.1); security agreement is between phone and P-CSCF only (RFC 3329). */
    private static List<String> required(SipRequest register) {
        var options = new ArrayList<>(register.all(HeaderName.REQUIRE));
        options.removeIf(option -> option.equalsIgnoreCase("sec-agree") || option.equalsIgnoreCase("path"));
        options.add("path");
        return options;
    }

    private SipResponse towardsPhone(ServerTransaction transaction, Standing standing, SipResponse response) {
        if (response.isSuccess()) {
            remember(transaction, standing, response);
        }
        var edit = Trust.toPhone(response).remove(HeaderName.PATH);
        var challenges = response.all(HeaderName.WWW_AUTHENTICATE);
        if (!challenges.isEmpty()) {
            var parsed = challenges.stream().map(AuthHeader::parse).toList();
            asked(standing)
                    .flatMap(asks -> agreed(asks, parsed, transaction))
                    .ifPresent(server -> edit.set(HeaderName.SECURITY_SERVER, server));
            edit.setAll(
                    HeaderName.WWW_AUTHENTICATE,
                    parsed.stream()
                            .map(header -> header.without("ck").without("ik"))
                            .toList());
        }
        return edit.build();
    }

    private static Optional<Standing.Asks> asked(Standing standing) {
        return switch (standing) {
            case Standing.Asks asks -> Optional.of(asks);
            case Standing.Covered covered -> covered.next();
            case Standing.Open open -> Optional.empty();
            case Standing.Refused refused -> Optional.empty();
        };
    }

    /** The keys of the challenge stay here (§5.2.2.2); the phone derives its own. */
    private Optional<String> agreed(Standing.Asks asks, List<AuthHeader> challenges, ServerTransaction transaction) {
        for (var challenge : challenges) {
            var ik = challenge.value("ik");
            var ck = challenge.value("ck");
            if (ik.isPresent() && ck.isPresent()) {
                return security.challenged(asks, transaction.arrival(), ik.get(), ck.get());
            }
        }
        return Optional.empty();
    }

    /** Stored before the phone hears of its success: its next request may come at once (§5.2.2.1). */
    private void remember(ServerTransaction transaction, Standing standing, SipResponse ok) {
        var register = transaction.request();
        var own = register.address(HeaderName.CONTACT).map(NameAddr::uri);
        if (own.isEmpty()) {
            return; // it only asked
        }
        var lifetime = lifetime(ok, own.get());
        if (standing instanceof Standing.Covered(var path, var next)) {
            security.registered(path, lifetime);
        }
        if (lifetime > 0) {
            var user = watchfulness.known(user(transaction, ok, own.get()));
            users.save(user, Duration.ofSeconds(lifetime));
            border.firewall().prove(transaction.arrival().remote().getAddress(), Duration.ofSeconds(lifetime));
            if (watchfulness.watches()) {
                var access = register.first(HeaderName.P_ACCESS_NETWORK_INFO).orElse("");
                border.afterwards(user.flow(), () -> watchfulness.begin(user, access));
            }
        } else {
            users.registered(border.flow(transaction.arrival()), transaction.arrival(), register.to())
                    .filter(user -> own.get().equals("*") || RegistrationWatch.same(user.contact(), own.get()))
                    .ifPresent(departures::left);
        }
    }

    private AccessUser user(ServerTransaction transaction, SipResponse ok, String contact) {
        var register = transaction.request();
        var source = Addresses.host(transaction.arrival().remote().getAddress());
        var flow = border.flow(transaction.arrival());
        var identities = ok.addresses(HeaderName.P_ASSOCIATED_URI).stream()
                .map(NameAddr::uri)
                .toList();
        return new AccessUser(
                flow,
                !FlowToken.way(flow).isProtected() && register.topVia().host().equals(source) ? source : "",
                identities.isEmpty() ? List.of(register.to().uri()) : identities,
                ok.all(HeaderName.SERVICE_ROUTE),
                contact,
                device(register),
                "",
                false);
    }

    private static String device(SipRequest register) {
        return register.address(HeaderName.CONTACT)
                .flatMap(contact -> contact.params().text("+sip.instance"))
                .orElse("");
    }

    /** How long the registrar keeps the contact; zero if it does not. */
    private static long lifetime(SipResponse ok, String own) {
        return ok.addresses(HeaderName.CONTACT).stream()
                .filter(contact -> RegistrationWatch.same(contact.uri(), own))
                .flatMap(contact -> contact.params().text("expires").or(() -> ok.first(HeaderName.EXPIRES)).stream())
                .flatMap(text -> seconds(text).stream())
                .max(Long::compare)
                .orElse(0L);
    }

    private static Optional<Long> seconds(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
