package io.carillon.im.session;

import io.carillon.im.imdn.Dispositions;
import io.carillon.im.store.Kind;
import io.carillon.im.store.MessageId;
import io.carillon.im.store.State;
import io.carillon.im.store.StoredMessage;
import io.carillon.msrp.Cpim;
import io.carillon.msrp.Flag;
import io.carillon.msrp.Piece;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/** What one party says in a session, message by message, for the history. On the I/O thread of its connection. */
final class Said {
    /** Messages whose chunks are interleaved; the oldest of more is forgotten. */
    private static final int MOST_AT_ONCE = 16;
    /** Of text that the history keeps; a longer message stands there without it. */
    private static final int MOST_TEXT = 20_000;

    private final ChatLog log;
    private final SessionAccount account;
    private final Clock clock;
    private final String sender;
    private final String recipient;
    private final String callId;
    private volatile boolean elsewhere;
    private final Map<String, ByteArrayOutputStream> coming = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ByteArrayOutputStream> eldest) {
            return size() > MOST_AT_ONCE;
        }
    };

    Said(ChatLog log, SessionAccount account, Clock clock, String sender, String recipient, String callId) {
        this.log = log;
        this.account = account;
        this.clock = clock;
        this.sender = sender;
        this.recipient = recipient;
        this.callId = callId;
    }

    /** From now on somebody else takes note of it. */
    void isKeptElsewhere() {
        elsewhere = true;
    }

    /** Takes note of it; gives whom to tell how the far end answered its last chunk. */
    IntConsumer hears(Piece piece) {
        account.octets(piece.octets().readableBytes());
        if (elsewhere || !isSpeech(piece.contentType()) || piece.flag() == Flag.ABORTED) {
            coming.remove(piece.messageId());
            return status -> {};
        }
        var body = coming.computeIfAbsent(piece.messageId(), fresh -> new ByteArrayOutputStream());
        if (body.size() <= MOST_TEXT) {
            body.writeBytes(piece.bytes());
        }
        if (piece.flag() != Flag.COMPLETE) {
            return status -> {};
        }
        coming.remove(piece.messageId());
        var wrapped = Dispositions.opened(piece.contentType(), body.toByteArray());
        var message = message(piece, body, wrapped);
        if (Dispositions.isNotice(wrapped)) {
            log.note(wrapped.get(), sender, recipient, message);
            return status -> {};
        }
        log.record(message);
        account.said(message);
        wrapped.filter(Cpim::wantsNotice).ifPresent(cpim -> log.expect(cpim, message));
        return status -> log.change(
                message,
                status == 200 ? State.DELIVERED : State.FAILED,
                clock.instant(),
                status == 200 ? "" : "MSRP " + status);
    }

    /** That somebody is typing is nothing that was said (RFC 3994). */
    private static boolean isSpeech(String contentType) {
        return !contentType.startsWith("application/im-iscomposing+xml");
    }

    private StoredMessage message(Piece piece, ByteArrayOutputStream body, Optional<Cpim> wrapped) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        boolean text =
                piece.contentType().startsWith("text/") || piece.contentType().startsWith("message/cpim");
        return StoredMessage.accepted(
                MessageId.of(now, sender, recipient, callId, piece.messageId()),
                Kind.SESSION,
                sender,
                recipient,
                piece.contentType(),
                wrapped.map(Cpim::text)
                        .or(() -> Optional.of(body.toString(StandardCharsets.UTF_8)))
                        .filter(all -> text && body.size() <= MOST_TEXT),
                now);
    }
}
