package io.carillon.im.session;

import io.carillon.im.large.Guest;
import io.carillon.im.large.Mailbox;
import io.carillon.im.large.Offers;
import io.carillon.msrp.MsrpBridge;
import io.carillon.msrp.MsrpBridge.Side;
import io.carillon.msrp.MsrpEndpoint;
import io.carillon.msrp.MsrpMedia;
import io.carillon.msrp.Piece;
import io.carillon.sdp.SessionDescription;
import io.carillon.sip.dialog.BackToBackCall;
import io.carillon.sip.dialog.CallEnd;
import io.carillon.sip.dialog.CallHooks;
import io.carillon.sip.dialog.Party;
import io.carillon.sip.dialog.Target;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transport.Addresses;
import io.carillon.sip.transport.Hop;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session between two: a call between two dialogs, and an MSRP bridge between what they agreed on. */
final class Chat implements CallHooks, MsrpBridge.Ear {
    private static final Logger LOG = LoggerFactory.getLogger(Chat.class);
    /** Nobody is there, or not now: what a mailbox is for. */
    private static final Set<Integer> ABSENT = Set.of(408, 410, 430, 480, 504);

    /** Who answers in the callee's place. */
    record Absence(Mailbox mailbox, Guest guest, Hop self) {}

    private final Optional<Absence> absence;
    private final MsrpBridge bridge;
    private final Said callerSays;
    private final Said calleeSays;
    private final SessionAccount account;
    private final Runnable ended;
    private volatile @Nullable BackToBackCall call;
    private byte[] offered = {};
    private String token = "";

    /**
     * @param absence if what the caller sends can be kept
     * @param callerSays what the caller says goes there
     */
    Chat(
            MsrpEndpoint endpoint,
            long mostOctets,
            Optional<Absence> absence,
            Said callerSays,
            Said calleeSays,
            SessionAccount account,
            Runnable ended) {
        this.account = account;
        this.absence = absence;
        this.bridge = new MsrpBridge(endpoint, endpoint, mostOctets, this);
        this.callerSays = callerSays;
        this.calleeSays = calleeSays;
        this.ended = ended;
    }

    /** The INVITE to the callee offers our end. */
    RequestEdit offer(RequestEdit invite, SipRequest received, SessionDescription offer, MsrpMedia media) {
        offered = described(received, bridge.offer(Side.LEFT, offer, media));
        return invite.body(type(received), offered);
    }

    private static String type(SipMessage message) {
        return message.first(HeaderName.CONTENT_TYPE).orElseThrow();
    }

    /** The message's body with this description in it. */
    private static byte[] described(SipMessage message, SessionDescription sdp) {
        return Offers.body(message).orElseThrow().with(sdp.toBytes());
    }

    @Override
    public Optional<Target> onFailure(BackToBackCall made, SipResponse failure) {
        if (absence.isEmpty() || !ABSENT.contains(failure.status()) || !token.isEmpty()) {
            return Optional.empty();
        }
        var away = absence.get();
        LOG.info(
                "{} is away ({}): the mailbox takes call {}",
                away.guest().recipient(),
                failure.status(),
                made.callId());
        token = away.mailbox().expect(away.guest());
        callerSays.isKeptElsewhere();
        var type = made.invite().map(Chat::type).orElseThrow();
        var uri = "sip:" + token + "@" + Addresses.text(away.self().address());
        return Optional.of(Target.of(uri, "core").hops(List.of(away.self())).edit(edit -> edit.body(type, offered)));
    }

    void of(BackToBackCall made) {
        call = made;
    }

    private static Side side(Party party) {
        return party == Party.CALLER ? Side.LEFT : Side.RIGHT;
    }

    @Override
    public IntConsumer onPiece(Side from, Piece piece) {
        return (from == Side.LEFT ? callerSays : calleeSays).hears(piece);
    }

    @Override
    public void onLost(Side side) {
        release("SIP;cause=500;text=\"MSRP connection lost\"");
    }

    void release(String reason) {
        var here = call;
        if (here != null) {
            here.release(reason);
        }
    }

    @Override
    public void onAnswer(BackToBackCall made, SipResponse answer) {
        account.answered();
    }

    @Override
    public ResponseEdit relay(BackToBackCall made, Party from, SipResponse received, ResponseEdit edit) {
        var answer = Offers.in(received);
        return answer.flatMap(MsrpBridge::media)
                .map(media -> bridge.answer(side(from), answer.get(), media, received.isSuccess()))
                .map(anchored -> edit.body(type(received), described(received, anchored)))
                .orElse(edit);
    }

    @Override
    public RequestEdit relay(BackToBackCall made, Party from, SipRequest received, RequestEdit edit) {
        var offer = Offers.in(received);
        return offer.flatMap(MsrpBridge::media)
                .map(media -> bridge.offer(side(from), offer.get(), media))
                .map(anchored -> edit.body(type(received), described(received, anchored)))
                .orElse(edit);
    }

    @Override
    public void onEnd(BackToBackCall made, CallEnd end) {
        bridge.close();
        absence.ifPresent(away -> away.mailbox().forget(token));
        account.end(end.status());
        ended.run();
    }
}
