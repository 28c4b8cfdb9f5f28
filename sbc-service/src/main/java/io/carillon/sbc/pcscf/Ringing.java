package io.carillon.sbc.pcscf;

import io.carillon.sbc.pcscf.Border.Leg;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.ClientTransaction;
import io.carillon.sip.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What another border needs to end a call that rings when this one dies: with the node went the transactions, and a phone
 * would ring until it gives up itself.
 *
 * @param cancel the CANCEL of the INVITE as it was sent on, with the Via of the node that sent it (RFC 3261 §9.1)
 * @param onward token of where that goes
 * @param refusal the last answer to the INVITE as it came
 * @param back token of where that goes, empty if nobody knows
 */
record Ringing(String cancel, String onward, String refusal, String back) {
    private static final int REFUSED = 480;

    /** @param invite as it came in. @param phone our phone's flow */
    static @Nullable Ringing of(SipRequest invite, Leg leg, String phone, @Nullable ClientTransaction sent) {
        var cancel = sent == null ? Optional.<SipRequest>empty() : sent.cancelling();
        if (sent == null || cancel.isEmpty()) {
            return null;
        }
        var refusal = invite.reply(REFUSED)
                .toTag(ResponseEdit.newTag())
                .append(HeaderName.REASON, "SIP;cause=503;text=\"node gone\"")
                .build();
        boolean fromPhone = leg == Leg.ORIGINATING;
        var hop = sent.hop();
        return new Ringing(
                cancel.get().toString(),
                fromPhone ? FlowToken.of(hop.transport(), hop.address(), Border.CORE) : phone,
                refusal.toString(),
                fromPhone ? phone : sender(invite));
    }

    /** Nodes of the core name their address in Via. */
    private static String sender(SipRequest invite) {
        var via = invite.via();
        try {
            var transport = Transport.valueOf(via.transport().toUpperCase(Locale.ROOT));
            int port = via.port() < 0 ? transport.defaultPort() : via.port();
            return FlowToken.of(transport, new InetSocketAddress(InetAddress.ofLiteral(via.host()), port), Border.CORE);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
