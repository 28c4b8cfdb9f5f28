package io.carillon.rtpproxy.pipeline;

import io.carillon.rtpproxy.rtp.RtpHeader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Learns from where a party sends RTP, so that a phone behind a NAT hears its peer, and nobody else does.
 *
 * <ul>
 *   <li>The signalled address is believed at its first packet, and holds until the next offer or answer.
 *   <li>Another source must be plausible and send {@value #PROBATION} packets of one stream in sequence. Until then
 *       media goes to the signalled address. Plausible is the host that signals when it is not the one in the SDP (a
 *       NAT); where the signalling's host was not told, the host in the SDP, or any when that one is private.
 *   <li>Behind that every other source is dropped and counted. Only the signalled address may still take its place: it
 *       can receive nothing that the SDP did not grant it.
 * </ul>
 *
 * So a stranger gets no packet once the party sends, and at most {@value #PROBATION} of its packets pass before.
 */
final class SourceLatch implements PacketNode {
    static final int PROBATION = 5;
    private static final int LARGEST_STEP = 50;

    private Signalled signalled = Signalled.NOTHING;
    private @Nullable InetSocketAddress learned;
    private boolean confirmed;
    private boolean open = true;
    private @Nullable InetSocketAddress candidate;
    private int candidateSsrc;
    private int candidateSequence;
    private int candidatePackets;
    private int unconfirmedPassed;
    private long strangers;

    /** A new offer or answer opens the latch; a party that did not move keeps its source until another proves itself. */
    void reopen(Signalled next) {
        if (!next.isSamePlace(signalled)) {
            learned = null;
        }
        signalled = next;
        confirmed = false;
        open = true;
        candidate = null;
        unconfirmedPassed = 0;
    }

    @Override
    public boolean pass(Packet packet) {
        InetSocketAddress source = packet.source;
        if (confirmed) {
            return isLearned(source) || drop();
        }
        if (source.equals(signalled.rtp())) {
            confirm(source);
            return true;
        }
        if (isLearned(source)) {
            open = false;
            return true;
        }
        // RTCP proves nothing: it has no sequence numbers.
        boolean probing = open && packet.kind == Packet.Kind.RTP && isPlausible(source.getAddress());
        return probing ? probe(packet) : drop();
    }

    /** Where to send: the source learned, else what the SDP says; null when neither is known. */
    @Nullable
    InetSocketAddress destination() {
        return signalled.asymmetric() || learned == null ? signalled.rtp() : learned;
    }

    /** The source learned so far. */
    @Nullable
    InetSocketAddress learned() {
        return learned;
    }

    long strangers() {
        return strangers;
    }

    private boolean isLearned(InetSocketAddress source) {
        return source.equals(learned);
    }

    private void confirm(InetSocketAddress source) {
        learned = source;
        confirmed = true;
        candidate = null;
    }

    private boolean isPlausible(InetAddress host) {
        InetSocketAddress said = signalled.rtp();
        InetAddress signalling = signalled.receivedFrom();
        boolean saidHost = said != null && host.equals(said.getAddress());
        if (signalling == null) {
            return said == null || said.getAddress().isSiteLocalAddress() || saidHost;
        }
        // A party that signals from the host it names is behind no NAT and sends from the port it names (RFC 4961).
        boolean translated = said == null || !said.getAddress().equals(signalling);
        return translated && host.equals(signalling) || signalled.asymmetric() && saidHost;
    }

    private boolean probe(Packet packet) {
        int sequence = RtpHeader.sequence(packet.bytes);
        int ssrc = RtpHeader.ssrc(packet.bytes);
        int step = (sequence - candidateSequence) & 0xffff;
        boolean goesOn = packet.source.equals(candidate) && ssrc == candidateSsrc && step >= 1 && step <= LARGEST_STEP;
        candidate = packet.source;
        candidateSsrc = ssrc;
        candidateSequence = sequence;
        candidatePackets = goesOn ? candidatePackets + 1 : 1;
        if (candidatePackets >= PROBATION) {
            learned = packet.source;
            open = false;
            candidate = null;
            return true;
        }
        return ++unconfirmedPassed <= PROBATION || drop();
    }

    private boolean drop() {
        strangers++;
        return false;
    }
}
