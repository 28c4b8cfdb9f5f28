package io.carillon.rtpproxy.pipeline;

/** What was moved since the start, RTP and RTCP of all calls; {@code dropped} for whatever reason. */
public record RelayTotals(long packets, long bytes, long dropped) {
    static final RelayTotals NONE = new RelayTotals(0, 0, 0);
}
