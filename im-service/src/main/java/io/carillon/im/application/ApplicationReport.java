package io.carillon.im.application;

import io.carillon.im.store.MessageId;
import java.util.Optional;

/** How a status report finds the message of an application that it is about: by the Call-ID the submission would have had. */
final class ApplicationReport {
    private static final String PREFIX = "application-";

    private ApplicationReport() {}

    static String callId(MessageId id) {
        return PREFIX + id;
    }

    /** Empty if the Call-ID is of a phone's submission. */
    static Optional<String> message(String callId) {
        return Optional.of(callId).filter(each -> each.startsWith(PREFIX)).map(each -> each.substring(PREFIX.length()));
    }
}
