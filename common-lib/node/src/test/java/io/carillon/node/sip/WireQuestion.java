package io.carillon.node.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A request on a socket of its own, and the first thing that comes back. */
final class WireQuestion {
    private WireQuestion() {}

    /** @param to parameters of the To header; gives what is answered */
    static String ask(InetSocketAddress target, String callId, String method, String to) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, target.getAddress())) {
            socket.setSoTimeout(5_000);
            byte[] request = message(callId, "127.0.0.1:" + socket.getLocalPort())
                    .replace("MESSAGE", method)
                    .replace("To: <sip:bob@home.example;user=phone>", "To: <sip:bob@home.example>;" + to)
                    .getBytes(StandardCharsets.UTF_8);
            socket.send(new DatagramPacket(request, request.length, target));
            DatagramPacket answer = new DatagramPacket(new byte[4_096], 4_096);
            socket.receive(answer);
            return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
        }
    }

    private static String message(String callId, String from) {
        return String.join(
                "\r\n",
                "MESSAGE sip:bob@home.example SIP/2.0",
                "Via: SIP/2.0/UDP " + from + ";branch=z9hG4bK" + callId,
                "Max-Forwards: 70",
                "From: <sip:alice@home.example>;tag=1",
                "To: <sip:bob@home.example;user=phone>",
                "Call-ID: " + callId,
                "CSeq: 1 MESSAGE",
                "P-Charging-Vector: orig-ioi=home; icid-value=\"icid-7\"",
                "Authorization: Digest username=\"alice\", response=\"123456\"",
                "Content-Type: text/plain",
                "Content-Length: 5",
                "",
                "hello");
    }
}
