package io.carillon.im.delivery;

import io.carillon.im.store.Kind;
import io.carillon.im.store.MessageId;
import io.carillon.im.store.StoredMessage;
import java.time.Instant;
import java.util.Optional;

/**
 * A message that was accepted and has not come to its end.
 *
 * @param originator who stands in P-Asserted-Identity of the delivery: the sender, or the service centre
 * @param anonymous the sender asked for privacy (RFC 3323)
 * @param body as it goes out: a TPDU, or the text as received
 * @param accepted when its sender gave it, or the later time at which it is to be sent
 * @param expires when to give up
 * @param singleShot one attempt only
 * @param submitted of a short message: how its sender named it
 * @param callId the Call-ID and
 * @param icid charging identity of the submission
 * @param repeated the submission came more than once: who heard of it first may still be about to store it
 * @param version grows with every change
 */
public record Pending(
        Ticket ticket,
        Kind kind,
        String sender,
        String recipient,
        String originator,
        boolean anonymous,
        String contentType,
        byte[] body,
        Instant accepted,
        Instant expires,
        boolean singleShot,
        Optional<Submitted> submitted,
        String callId,
        String icid,
        Progress progress,
        boolean repeated,
        long version) {

    /** Everything that the submission tells; the rest begins from here. */
    public record Draft(
            MessageId id,
            Kind kind,
            String sender,
            String recipient,
            String originator,
            boolean anonymous,
            String contentType,
            byte[] body,
            Instant accepted,
            Instant expires,
            boolean singleShot,
            Optional<Submitted> submitted,
            String callId,
            String icid) {}

    public static Pending of(Draft draft, Progress progress) {
        return new Pending(
                Ticket.issue(draft.id(), draft.recipient()),
                draft.kind(),
                draft.sender(),
                draft.recipient(),
                draft.originator(),
                draft.anonymous(),
                draft.contentType(),
                draft.body(),
                draft.accepted(),
                draft.expires(),
                draft.singleShot(),
                draft.submitted(),
                draft.callId(),
                draft.icid(),
                progress,
                false,
                1);
    }

    /** By another node than the one that heard of it first, or by that one once more. */
    public Pending asRepeated() {
        return with(submitted, progress, true, version);
    }

    public Pending with(Progress newProgress) {
        return with(submitted, newProgress, repeated, version + 1);
    }

    /** The sender wants to hear of the end, or does so no longer (TS 23.040 §9.2.3.19). */
    public Pending withReport(boolean wanted) {
        return with(submitted.map(each -> each.withReport(wanted)), progress, repeated, version + 1);
    }

    private Pending with(Optional<Submitted> newSubmitted, Progress newProgress, boolean nowRepeated, long newVersion) {
        return new Pending(
                ticket,
                kind,
                sender,
                recipient,
                originator,
                anonymous,
                contentType,
                body,
                accepted,
                expires,
                singleShot,
                newSubmitted,
                callId,
                icid,
                newProgress,
                nowRepeated,
                newVersion);
    }

    public MessageId id() {
        return ticket.id();
    }

    /** RP-Message-Reference of the present attempt: another one each time, and for each message. */
    public int reference() {
        return id().value().hashCode() + progress.attempts() & 0xFF;
    }

    /**
     * A text at its first attempt, which is made while its sender waits: what that comes to stands in the history
     * together with the text, and the outbox answers for it until then.
     */
    public boolean isFresh() {
        return kind == Kind.TEXT && progress.attempts() == 1;
    }

    /** As much of it as the history's key needs. */
    public StoredMessage stored() {
        return StoredMessage.accepted(id(), kind, sender, recipient, contentType, Optional.empty(), accepted);
    }
}
