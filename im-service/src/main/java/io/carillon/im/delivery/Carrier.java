package io.carillon.im.delivery;

import io.carillon.im.store.Kind;

/** Brings one attempt to the recipient and waits for the answer; without one it is a 408 or 503. */
public interface Carrier {
    Answer send(Pending attempt);

    /**
     * @param status as of a SIP response
     * @param atRecipient whether a success says that the recipient has the message, so that no report will follow
     */
    record Answer(int status, boolean atRecipient) {
        /** A phone's: the report on a short message comes in a request of its own (TS 24.341 §5.3.2.4). */
        public static Answer ofPhone(Pending attempt, int status) {
            return new Answer(status, attempt.kind() == Kind.TEXT || attempt.kind() == Kind.NOTICE);
        }

        public boolean isSuccess() {
            return status / 100 == 2;
        }
    }
}
