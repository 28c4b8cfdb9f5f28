package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sdp.SessionDescription;
import io.carillon.sip.message.SipMessage;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Real packets between the two ends of a call. */
final class Sound {
    private Sound() {}

    /** Where this description wants its first stream. */
    static InetSocketAddress shown(SipMessage message) {
        var sdp = SessionDescription.parse(message.body());
        return sdp.rtpOf(sdp.media().getFirst()).socketAddress().orElseThrow();
    }

    static void assertHeard(DatagramSocket from, InetSocketAddress relayed, DatagramSocket to) throws IOException {
        var packet = ByteBuffer.allocate(172)
                .putInt(0x80080001)
                .putInt(160)
                .putInt(from.getLocalPort())
                .array();
        from.send(new DatagramPacket(packet, packet.length, relayed));
        var heard = new DatagramPacket(new byte[2_000], 2_000);
        to.setSoTimeout(5_000);
        to.receive(heard);
        assertThat(heard.getLength()).isEqualTo(172);
    }
}
