package io.carillon.suite;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A request that a phone of no kind sends. */
record BareRequest(String method, String uri, String to) {

    /** The first final one. */
    String answer() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(5_000);
            var here = "127.0.0.1:" + socket.getLocalPort();
            var request = String.join(
                    "\r\n",
                    method + " " + uri + " SIP/2.0",
                    "Via: SIP/2.0/UDP " + here + ";branch=z9hG4bK" + System.nanoTime(),
                    "Max-Forwards: 70",
                    "From: <" + to + ">;tag=j",
                    "To: <" + to + ">",
                    "Contact: <sip:judge@" + here + ">",
                    "Call-ID: " + System.nanoTime(),
                    "CSeq: 1 " + method,
                    "Content-Length: 0",
                    "",
                    "");
            var bytes = request.getBytes(StandardCharsets.US_ASCII);
            socket.send(new DatagramPacket(
                    bytes, bytes.length, new InetSocketAddress(InetAddress.getLoopbackAddress(), House.port(5_060))));
            while (true) {
                var answer = new DatagramPacket(new byte[8_192], 8_192);
                socket.receive(answer);
                var text = new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII);
                if (!text.startsWith("SIP/2.0 1")) {
                    return text;
                }
            }
        }
    }
}
