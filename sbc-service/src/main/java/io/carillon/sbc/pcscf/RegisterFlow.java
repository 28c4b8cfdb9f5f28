package io.carillon.sbc.pcscf;

import io.carillon.sip.auth.AuthHeader;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.proxy.Branch;
import io.carillon.sip.proxy.Forward;
import io.carillon.sip.proxy.Proxy;
import io.carillon.sip.transaction.ServerTransaction;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** REGISTER at the P-CSCF (TS 24.229 §5.2.2 · docs/flows/register.md). */
public final class RegisterFlow {
    private final Border border;
    private final AccessUsers users;
    private final Proxy proxy;

    public RegisterFlow(Border border, AccessUsers users, Proxy proxy) {
        this.border = border;
        this.users = users;
        this.proxy = proxy;
    }

    public void handle(ServerTransaction transaction) {
        var register = transaction.request();
        var hops = border.stack().locator().locate(border.icscf());
        if (hops.isEmpty()) {
            throw new SipFailure(504, "No I-CSCF");
        }
        var forward = Forward.to(Border.CORE, new Branch(towardsHome(register, transaction), hops))
                .onLaneResponse(response -> towardsPhone(transaction, response));
        proxy.forward(transaction, forward);
    }

    /** Path, P-Visited-Network-ID, P-Charging-Vector; the phone's own claims are taken out (§5.2.2.1). */
    private SipRequest towardsHome(SipRequest register, ServerTransaction transaction) {
        var edit = Trust.fromPhone(register.edit())
                .remove(HeaderName.ROUTE)
                .remove(HeaderName.PROXY_REQUIRE)
                .prepend(HeaderName.PATH, border.path(FlowToken.of(transaction.arrival())))
                .append(HeaderName.P_VISITED_NETWORK_ID, "\"" + border.domain() + "\"")
                .append(HeaderName.P_CHARGING_VECTOR, "icid-value=\"" + UUID.randomUUID() + "\"");
        if (!register.lists(HeaderName.REQUIRE, "path")) {
            edit.append(HeaderName.REQUIRE, "path");
        }
        register.first(HeaderName.AUTHORIZATION)
                .map(AuthHeader::parse)
                .map(header -> header.withQuoted("integrity-protected", "no"))
                .ifPresent(header -> edit.set(HeaderName.AUTHORIZATION, header));
        return edit.build();
    }

    private SipResponse towardsPhone(ServerTransaction transaction, SipResponse response) {
        if (response.isSuccess()) {
            remember(transaction, response);
        }
        var edit = Trust.toPhone(response.edit(), response).remove(HeaderName.PATH);
        if (response.status() == 401) {
            response.first(HeaderName.WWW_AUTHENTICATE)
                    .map(AuthHeader::parse)
                    .map(header -> header.without("ck").without("ik"))
                    .ifPresent(header -> edit.set(HeaderName.WWW_AUTHENTICATE, header));
        }
        return edit.build();
    }

    /** Stored before the phone hears of its success: its next request may come at once (§5.2.2.1). */
    private void remember(ServerTransaction transaction, SipResponse ok) {
        var register = transaction.request();
        var identities = ok.addresses(HeaderName.P_ASSOCIATED_URI).stream()
                .map(NameAddr::uri)
                .toList();
        var own = register.addresses(HeaderName.CONTACT).stream()
                .map(NameAddr::uri)
                .findFirst()
                .orElse("");
        var user = new AccessUser(
                identities.isEmpty() ? List.of(register.to().uri()) : identities,
                ok.all(HeaderName.SERVICE_ROUTE),
                own);
        var lifetime = ok.addresses(HeaderName.CONTACT).stream()
                .filter(contact -> contact.uri().equals(own))
                .flatMap(contact -> contact.params().text("expires").stream())
                .mapToLong(RegisterFlow::seconds)
                .max()
                .orElse(0);
        if (lifetime > 0) {
            users.save(transaction.arrival(), user, Duration.ofSeconds(lifetime));
        } else if (!own.isEmpty()) {
            users.remove(transaction.arrival(), user);
        }
    }

    private static long seconds(String text) {
        try {
            return Math.max(0, Long.parseLong(text));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
