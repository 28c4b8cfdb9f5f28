package io.carillon.rtpproxy.control;

import io.carillon.sdp.SessionDescription;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** An end of media: an RTP socket and an RTCP socket on neighbouring ports, and what it would say in SDP. */
final class Phone implements AutoCloseable {
    static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int PATIENCE_MILLIS = 5000;
    private static final int SILENCE_MILLIS = 150;

    final DatagramSocket rtp;
    final DatagramSocket rtcp;
    private final int ssrc;
    private int sequence = 1000;

    private final InetAddress host;

    Phone(int ssrc) throws IOException {
        this(ssrc, LOOPBACK);
    }

    Phone(int ssrc, InetAddress host) throws IOException {
        this.ssrc = ssrc;
        this.host = host;
        rtp = new DatagramSocket(new InetSocketAddress(host, 0));
        rtcp = new DatagramSocket(new InetSocketAddress(host, 0));
    }

    /** A description with this phone's ports; RTCP's is told by a=rtcp. */
    String sdp(String... attributes) {
        String address = (host instanceof Inet6Address ? "IP6 " : "IP4 ") + host.getHostAddress();
        StringBuilder text =
                new StringBuilder("v=0\r\no=- 1 1 IN " + address + "\r\ns=-\r\nc=IN " + address + "\r\nt=0 0\r\n");
        text.append(section("audio", "8"));
        for (String attribute : attributes) {
            text.append("a=").append(attribute).append("\r\n");
        }
        return text.toString();
    }

    String section(String kind, String format) {
        return "m=" + kind + ' ' + rtp.getLocalPort() + " RTP/AVP " + format + "\r\na=rtcp:" + rtcp.getLocalPort()
                + "\r\n";
    }

    byte[] sendRtp(SessionDescription shown) throws IOException {
        return sendRtp(shown.rtpOf(shown.media().getFirst()).socketAddress().orElseThrow());
    }

    byte[] sendRtp(InetSocketAddress relay) throws IOException {
        byte[] packet = ByteBuffer.allocate(172)
                .put((byte) 0x80)
                .put((byte) 8)
                .putShort((short) sequence)
                .putInt(sequence * 160)
                .putInt(ssrc)
                .array();
        sequence++;
        send(rtp, packet, relay);
        return packet;
    }

    byte[] receiverReport() {
        return ByteBuffer.allocate(8)
                .put((byte) 0x80)
                .put((byte) 201)
                .putShort((short) 1)
                .putInt(ssrc)
                .array();
    }

    byte[] sendRtcp(SessionDescription shown) throws IOException {
        byte[] report = receiverReport();
        send(
                rtcp,
                report,
                shown.rtcpOf(shown.media().getFirst()).socketAddress().orElseThrow());
        return report;
    }

    static void send(DatagramSocket from, byte[] packet, InetSocketAddress to) throws IOException {
        from.send(new DatagramPacket(packet, packet.length, to));
    }

    static byte[] receive(DatagramSocket socket) throws IOException {
        return receive(socket, PATIENCE_MILLIS);
    }

    /** How many packets are waiting here; to be asked after something behind them was heard elsewhere. */
    static int drain(DatagramSocket socket) throws IOException {
        int count = 0;
        try {
            while (true) {
                receive(socket, SILENCE_MILLIS);
                count++;
            }
        } catch (SocketTimeoutException _) {
            return count;
        }
    }

    private static byte[] receive(DatagramSocket socket, int millis) throws IOException {
        socket.setSoTimeout(millis);
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        socket.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    @Override
    public void close() {
        rtp.close();
        rtcp.close();
    }
}
