package io.carillon.sip.transaction;

/** Hears how long received requests wait for their answers. Called on the thread that answers; must not wait. */
public interface AnswerObserver {
    AnswerObserver NONE = new AnswerObserver() {
        @Override
        public void indicated(Answer answer) {}

        @Override
        public void answered(Answer answer) {}
    };

    /**
     * @param listener the listening point that the request came in at
     * @param opening true for an INVITE that begins a session, false for one within it
     * @param nanos since the request came
     */
    record Answer(String listener, String method, boolean opening, int status, long nanos) {}

    /** The first response above 100, provisional or final: what RFC 6076 §4.3 calls status indicative. */
    void indicated(Answer answer);

    /** The final response. */
    void answered(Answer answer);
}
