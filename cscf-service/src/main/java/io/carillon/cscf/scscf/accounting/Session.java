package io.carillon.cscf.scscf.accounting;

import io.carillon.node.cdr.CdrEvent;
import io.carillon.node.cdr.CdrEvent.Kind;
import io.carillon.node.cdr.Ending;
import io.carillon.node.cdr.SessionFields;
import io.carillon.sdp.MediaSummary;
import io.carillon.sdp.SdpBody;
import io.carillon.sdp.SdpException;
import io.carillon.sdp.SessionDescription;
import io.carillon.sip.dialog.SessionPolicy;
import io.carillon.sip.ims.ChargingVector;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One dialog that this node is in for one or both of its parties, as any S-CSCF can end its records.
 *
 * @param callerTag tells whose request a later one is
 * @param began in milliseconds since the epoch
 * @param answered the same, 0 while it is not answered
 * @param until when it is over if nobody has refreshed it, in milliseconds since the epoch
 * @param node that holds its transactions while it rings
 * @param extra what both parties' records say
 */
public record Session(
        String callId,
        String callerTag,
        String icid,
        long began,
        long answered,
        long until,
        String node,
        Map<String, String> extra,
        List<Account> accounts) {
    /** The parties, then the border, end a session that nobody refreshes (RFC 4028 §10): they are waited for. */
    private static final Duration GRACE = Duration.ofMinutes(2);
    /** Between two looks at a session that is not answered. */
    private static final Duration RINGING = Duration.ofSeconds(20);
    /** Without a session timer nobody would ever know. */
    private static final Duration WITHOUT_TIMER = Duration.ofDays(1);

    public Session {
        extra = Map.copyOf(extra);
        accounts = List.copyOf(accounts);
    }

    static Session begun(SipRequest invite, String node, List<Account> accounts, Instant now) {
        return new Session(
                invite.callId(),
                invite.fromTag().orElse(""),
                ChargingVector.of(invite).icid(),
                now.toEpochMilli(),
                0,
                0,
                node,
                Map.of(),
                accounts);
    }

    Session with(List<Account> more) {
        return new Session(callId, callerTag, icid, began, answered, until, node, extra, more);
    }

    /** Nobody has answered; whoever finds it after a while looks whether its node is still there. */
    Session ringing(Instant now) {
        long look = now.plus(RINGING).toEpochMilli();
        return new Session(callId, callerTag, icid, began, 0, look, node, extra, accounts);
    }

    Session answered(SipResponse answer, Instant now) {
        var fields = SessionFields.answered(answer);
        description(answer)
                .ifPresent(sdp ->
                        fields.putAll(SessionFields.agreed(MediaSummary.streams(sdp), MediaSummary.codecs(sdp))));
        return new Session(
                callId, callerTag, icid, began, now.toEpochMilli(), end(answer, now), node, fields, accounts);
    }

    /** A 2xx to a re-INVITE or UPDATE: the session's time begins anew, and its media may be others. */
    Session refreshed(SipResponse answer, Instant now) {
        var fields = new HashMap<>(extra);
        description(answer)
                .ifPresent(sdp -> fields.putAll(SessionFields.changed(extra, MediaSummary.streams(sdp), now)));
        return new Session(callId, callerTag, icid, began, answered, end(answer, now), node, fields, accounts);
    }

    private static long end(SipResponse answer, Instant now) {
        int seconds = SessionPolicy.seconds(answer);
        return now.plus(
                        seconds == 0
                                ? WITHOUT_TIMER
                                : Duration.ofSeconds(seconds).plus(GRACE))
                .toEpochMilli();
    }

    private static Optional<SessionDescription> description(SipMessage message) {
        try {
            return SdpBody.in(message.first(HeaderName.CONTENT_TYPE).orElse(""), message.body())
                    .map(body -> SessionDescription.parse(body.sdp()));
        } catch (SdpException e) {
            return Optional.empty(); // the border judges it
        }
    }

    /** A BYE as its sender meant it; the border says why it ends a call that none of its parties has hung up. */
    Ending ending(SipRequest bye) {
        var reason = bye.first(HeaderName.REASON).orElse("");
        boolean network = reason.matches("(?i)SIP\\s*;.*cause\\s*=\\s*[3-6]\\d\\d.*");
        var heard = Ending.hungUp(bye.fromTag().orElse("").equals(callerTag));
        return network
                ? Ending.byNetwork("RELEASED " + reason.replaceFirst("(?i).*cause\\s*=\\s*(\\d{3}).*", "$1"), reason)
                : new Ending(heard.cause(), heard.by(), reason);
    }

    CdrEvent record(Account account, String node, Ending ending, Instant end) {
        var fields = new HashMap<>(account.extra());
        fields.putAll(extra);
        fields.putAll(ending.fields());
        return new CdrEvent(
                account.id(),
                Kind.CONTROL,
                Instant.ofEpochMilli(began),
                answered == 0 ? null : Instant.ofEpochMilli(answered),
                end,
                account.caller(),
                account.callee(),
                account.servedUser(),
                account.role(),
                ending.cause(),
                icid,
                callId,
                node,
                fields);
    }
}
