package io.carillon.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** A bare socket asks: what it gets is in the bytes. */
class RawClientTest extends ServerStage {
    @Test
    void a_retransmission_is_absorbed_and_answered_from_store() throws Exception {
        var seen = new LinkedBlockingQueue<ServerTransaction>();
        serverDoes(transaction -> {
            seen.add(transaction);
            transaction.respond(200);
        });
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var text = raw(socket.getLocalPort());
            for (int i = 0; i < 3; i++) {
                send(socket, text);
                assertThat(receive(socket)).startsWith("SIP/2.0 200 OK");
            }
        }
        assertThat(seen).hasSize(1);
    }

    @Test
    void received_and_rport_tell_the_true_source() throws Exception {
        serverDoes(transaction -> transaction.respond(200));
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            send(socket, raw(9).replace("127.0.0.1:9;", "192.0.2.99:9;rport;"));
            assertThat(receive(socket)).contains("received=127.0.0.1").contains("rport=" + socket.getLocalPort());
        }
    }

    @Test
    void broken_requests_get_400_and_the_next_good_one_works() throws Exception {
        serverDoes(transaction -> transaction.respond(200));
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            send(socket, "\0\1\2 garbage \n");
            send(socket, raw(socket.getLocalPort()).replace("CSeq: 1 OPTIONS", "CSeq: one OPTIONS"));
            assertThat(receive(socket)).startsWith("SIP/2.0 400 ");
            send(socket, raw(socket.getLocalPort()));
            assertThat(receive(socket)).startsWith("SIP/2.0 200 OK");
        }
        assertThat(server.statistics().malformed()).isEqualTo(1);
    }

    @Test
    void a_stream_is_framed_whatever_its_pieces_and_pinged() throws Exception {
        serverDoes(transaction -> transaction.respond(200));
        try (var socket = new Socket(
                InetAddress.getLoopbackAddress(), server.address("server").getPort())) {
            socket.setSoTimeout(5_000);
            var one = raw(5060).replace("UDP", "TCP").replace("Content-Length: 0", "l : 2") + "hi";
            var two = raw(5060).replace("UDP", "TCP").replace("z9hG4bK", "z9hG4bKsecond");
            var both = ("\r\n\r\n" + one + "\r\n" + two).getBytes(StandardCharsets.UTF_8);
            for (int at = 0; at < both.length; at += 37) {
                socket.getOutputStream().write(both, at, Math.min(37, both.length - at));
                socket.getOutputStream().flush();
            }
            var read = new StringBuilder();
            var buffer = new byte[8_192];
            while (read.toString().split("SIP/2.0 200 OK", -1).length < 3) {
                int count = socket.getInputStream().read(buffer);
                assertThat(count).isPositive();
                read.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
            assertThat(read.toString()).startsWith("\r\nSIP/2.0 200 OK");
        }
    }

    @Test
    void a_stream_without_content_length_hears_400_and_is_closed() throws Exception {
        serverDoes(transaction -> transaction.respond(200));
        try (var socket = new Socket(
                InetAddress.getLoopbackAddress(), server.address("server").getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(raw(5060).replace("Content-Length: 0\r\n", "").getBytes(StandardCharsets.UTF_8));
            var said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(said).startsWith("SIP/2.0 400 Missing Content-Length");
        }
    }

    private String raw(int port) {
        return String.join(
                "\r\n",
                "OPTIONS sip:bob@127.0.0.1 SIP/2.0",
                "Via: SIP/2.0/UDP 127.0.0.1:" + port + ";branch=z9hG4bKraw",
                "From: <sip:alice@example.org>;tag=a",
                "To: <sip:bob@example.org>",
                "Call-ID: raw@127.0.0.1",
                "CSeq: 1 OPTIONS",
                "Content-Length: 0",
                "",
                "");
    }

    private void send(DatagramSocket socket, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, server.address("server")));
    }

    private static String receive(DatagramSocket socket) throws IOException {
        socket.setSoTimeout(5_000);
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }
}
