package io.carillon.im.session;

import io.carillon.msrp.Flag;
import io.carillon.msrp.MsrpEndpoint;
import io.carillon.msrp.MsrpException;
import io.carillon.msrp.MsrpHead;
import io.carillon.msrp.MsrpMedia;
import io.carillon.msrp.MsrpMedia.Setup;
import io.carillon.msrp.MsrpSession;
import io.carillon.msrp.Piece;
import io.carillon.sdp.SdpException;
import io.carillon.sdp.SessionDescription;
import io.carillon.sip.dialog.BackToBackCall;
import io.carillon.sip.dialog.CallEnd;
import io.carillon.sip.dialog.CallHooks;
import io.carillon.sip.dialog.Party;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session between two: an MSRP session of ours with each side, and every chunk of the one sent on by the other. Pieces
 * go on as they come, and a side that does not keep up slows the other down, so that no message is ever held.
 */
final class Chat implements CallHooks {
    private static final Logger LOG = LoggerFactory.getLogger(Chat.class);
    private static final String SDP = "application/sdp";

    /** Our end towards one side. */
    private final class End implements MsrpSession.Listener {
        private final Said said;
        private final MsrpSession session;
        private @Nullable End other;

        End(MsrpEndpoint endpoint, long mostOctets, Said said) {
            this.said = said;
            this.session = endpoint.session(mostOctets, this);
        }

        private MsrpSession far() {
            var known = other;
            if (known == null) {
                throw new IllegalStateException("a session with one end");
            }
            return known.session;
        }

        @Override
        public int onPiece(MsrpSession from, Piece piece) {
            var outcome = said.hears(piece);
            var range = piece.range();
            boolean wantsFailures = !piece.request().failureReport().equals("no");
            far().forward(piece).thenAccept(status -> {
                if (piece.flag() == Flag.COMPLETE || status != 200) {
                    outcome.accept(status);
                }
                if (status != 200 && wantsFailures) {
                    from.report(piece.messageId(), range, status);
                }
            });
            if (far().isBusy()) {
                from.pause();
                if (!far().isBusy()) {
                    from.resume(); // it became ready before we paused
                }
            }
            return 200;
        }

        @Override
        public void onReport(MsrpSession from, MsrpHead.Request report) {
            far().forward(report);
        }

        @Override
        public void onReady(MsrpSession from) {
            far().resume();
        }

        @Override
        public void onLost(MsrpSession from) {
            var here = call;
            if (here != null) {
                here.release("SIP;cause=500;text=\"MSRP connection lost\"");
            }
        }
    }

    private final End caller;
    private final End callee;
    private final MsrpMedia offered;
    private final Runnable ended;
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile @Nullable BackToBackCall call;

    /**
     * @param offered by the caller
     * @param callerSays what the caller says goes there
     */
    Chat(MsrpEndpoint endpoint, long mostOctets, MsrpMedia offered, Said callerSays, Said calleeSays, Runnable ended) {
        this.offered = offered;
        this.ended = ended;
        this.caller = new End(endpoint, mostOctets, callerSays);
        this.callee = new End(endpoint, mostOctets, calleeSays);
        caller.other = callee;
        callee.other = caller;
    }

    /** The INVITE to the callee offers our end, and leaves to the callee who connects (RFC 6135 §4.2). */
    RequestEdit offer(RequestEdit invite, SessionDescription offer) {
        return invite.body(
                SDP,
                offered.anchored(offer, callee.session.local(), Setup.ACTPASS).toBytes());
    }

    void of(BackToBackCall made) {
        call = made;
    }

    private End towards(Party party) {
        return party == Party.CALLER ? caller : callee;
    }

    @Override
    public ResponseEdit relay(BackToBackCall made, Party from, SipResponse received, ResponseEdit edit) {
        var answer = description(received);
        var media = answer.flatMap(Chat::media);
        if (media.isEmpty()) {
            return edit;
        }
        if (from == Party.CALLEE && received.isSuccess()) {
            begin(media.get());
        }
        var role = from == Party.CALLEE ? offered.answer() : Setup.ACTIVE;
        var to = towards(from.other()).session.local();
        return edit.body(SDP, media.get().anchored(answer.get(), to, role).toBytes());
    }

    /** Both connections, once. */
    private void begin(MsrpMedia answered) {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        if (answered.isForOfferer()) {
            callee.session.connect(answered.path());
        } else {
            callee.session.await(answered.path());
        }
        if (offered.answer() == Setup.ACTIVE) {
            caller.session.connect(offered.path());
        } else {
            caller.session.await(offered.path());
        }
    }

    @Override
    public RequestEdit relay(BackToBackCall made, Party from, SipRequest received, RequestEdit edit) {
        var offer = description(received);
        var to = towards(from.other()).session.local();
        return offer.flatMap(Chat::media)
                .map(media -> edit.body(
                        SDP, media.anchored(offer.get(), to, Setup.ACTPASS).toBytes()))
                .orElse(edit);
    }

    @Override
    public void onEnd(BackToBackCall made, CallEnd end) {
        caller.session.close();
        callee.session.close();
        ended.run();
    }

    static Optional<SessionDescription> description(SipMessage message) {
        if (!message.contentType().equals(SDP)) {
            return Optional.empty();
        }
        try {
            return Optional.of(SessionDescription.parse(message.body()));
        } catch (SdpException e) {
            LOG.info("The session description in call {} is of no use: {}", message.callId(), e.getMessage());
            return Optional.empty();
        }
    }

    static Optional<MsrpMedia> media(SessionDescription sdp) {
        try {
            return MsrpMedia.in(sdp);
        } catch (MsrpException e) {
            LOG.info("The MSRP section is of no use: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
