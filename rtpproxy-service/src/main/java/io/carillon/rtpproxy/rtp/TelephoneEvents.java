package io.carillon.rtpproxy.rtp;

/**
 * Counts key presses (RFC 4733): the packets of one event share its timestamp (§2.5.1.2). Which key it was is not looked
 * at: it may be part of somebody's PIN.
 */
public final class TelephoneEvents {
    private long events;
    private int timestamp;
    private int ssrc;

    public void count(int source, int eventTimestamp) {
        if (events == 0 || source != ssrc || eventTimestamp != timestamp) {
            events++;
            ssrc = source;
            timestamp = eventTimestamp;
        }
    }

    public long events() {
        return events;
    }
}
