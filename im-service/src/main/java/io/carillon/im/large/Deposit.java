package io.carillon.im.large;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a large message beside its contents: the body of its entry in the outbox.
 *
 * @param key of its contents
 * @param messageId as its sender named it
 * @param fileLines what its sender said of the file (RFC 5547 §6), empty for a message
 * @param icon of the file
 */
record Deposit(
        String key,
        long size,
        String contentType,
        String messageId,
        List<String> fileLines,
        @Nullable Icon icon) {
    /** @param id its Content-ID; @param key of its contents */
    record Icon(String id, String contentType, String key) {}
}
