package io.carillon.im.store;

import java.util.Optional;

/** Which message a notification of its recipient is about (RFC 5438). Throws {@link StoreAway}. */
public interface Notices {
    /** @param imdnId as the message's sender named it */
    void remember(StoredMessage message, String imdnId);

    /** The message with its place in the history, and nothing else of it. */
    Optional<StoredMessage> find(String sender, String recipient, String imdnId);
}
