package io.carillon.sip.torture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Sends bytes as they are and hears what comes back, as text: it shares no code with the stack it tortures. */
interface RawPeer extends AutoCloseable {
    void send(byte[] bytes) throws IOException;

    /** The next message, or empty if the other side has hung up. */
    Optional<String> next() throws IOException;

    @Override
    void close() throws IOException;

    /** The next final response, whatever is left of its CSeq. */
    default Answer anyAnswer() throws IOException {
        var text = next().orElseThrow();
        return new Answer(Integer.parseInt(text.substring(8, 11)), text);
    }

    /** The status of the next final response to that CSeq method; 0 if the other side hung up without one. */
    default Answer finalAnswer(String method) throws IOException {
        while (true) {
            var text = next();
            if (text.isEmpty()) {
                return new Answer(0, "");
            }
            var response = text.get();
            if (response.startsWith("SIP/2.0 ")
                    && response.charAt(8) != '1'
                    && response.replaceAll("\r\n[ \t]+", " ")
                            .matches("(?is).*\r\ncseq *:[ 0-9]*\\Q" + method + "\\E\r\n.*")) {
                return new Answer(Integer.parseInt(response.substring(8, 11)), response);
            }
        }
    }

    record Answer(int status, String text) {}

    /** One valid OPTIONS, as proof that the stack is alive. */
    static byte[] options(String id) {
        return ("OPTIONS sip:alive@example.com SIP/2.0\r\n"
                        + "Via: SIP/2.0/UDP 192.0.2.4;branch=z9hG4bK" + id + ";rport\r\n"
                        + "Max-Forwards: 70\r\nFrom: <sip:a@example.com>;tag=" + id
                        + "\r\nTo: <sip:alive@example.com>\r\n"
                        + "Call-ID: " + id + "\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Over UDP: where the answer goes is written in the Via of the message, so the port is the message's choice. The
     * host is a loopback address of its own, which no other test uses.
     */
    final class Udp implements RawPeer {
        private final DatagramSocket socket;
        private final InetSocketAddress to;

        Udp(int port, InetSocketAddress to) throws IOException {
            this.to = to;
            this.socket = bind(port);
            socket.setSoTimeout(10_000);
        }

        private static DatagramSocket bind(int port) throws IOException {
            for (int attempt = 1; ; attempt++) {
                int host = java.util.concurrent.ThreadLocalRandom.current().nextInt(1 << 16);
                var address = InetAddress.getByAddress(new byte[] {127, 44, (byte) (host >> 8), (byte) host});
                try {
                    return new DatagramSocket(port, address);
                } catch (SocketException e) {
                    if (attempt == 10) {
                        throw e;
                    }
                }
            }
        }

        @Override
        public void send(byte[] bytes) throws IOException {
            socket.send(new DatagramPacket(bytes, bytes.length, to));
        }

        @Override
        public Optional<String> next() throws IOException {
            var packet = new DatagramPacket(new byte[65_535], 65_535);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                throw new AssertionError("No answer over UDP", e);
            }
            return Optional.of(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1));
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    /** Over a stream: answers come back on the connection. */
    final class Stream implements RawPeer {
        private final Socket socket;
        private final InputStream in;

        Stream(Socket socket) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
            socket.setSoTimeout(10_000);
        }

        @Override
        public void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        @Override
        public Optional<String> next() throws IOException {
            var head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int b = read();
                if (b < 0) {
                    return Optional.empty();
                }
                if (head.size() > 0 || b != '\r' && b != '\n') {
                    head.write(b);
                }
            }
            var text = head.toString(StandardCharsets.ISO_8859_1);
            var length = java.util.regex.Pattern.compile("(?i)\r\n(content-length|l) *: *(\\d+)\r\n")
                    .matcher(text);
            int body = length.find() ? Integer.parseInt(length.group(2)) : 0;
            return Optional.of(text + new String(in.readNBytes(body), StandardCharsets.ISO_8859_1));
        }

        private int read() throws IOException {
            try {
                return in.read();
            } catch (SocketTimeoutException e) {
                throw new AssertionError("No answer on the stream", e);
            } catch (SocketException e) {
                return -1; // reset: what we sent was thrown away with the connection
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
