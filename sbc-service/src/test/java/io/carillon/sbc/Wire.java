package io.carillon.sbc;

import io.carillon.sip.message.SipMessage;
import io.carillon.sip.transport.Addresses;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;

/** What a peer speaks over. */
interface Wire extends AutoCloseable {
    String transport();

    /** Host and port as SIP writes them. */
    String local();

    void send(byte[] bytes, InetSocketAddress to);

    void read(Consumer<SipMessage> receiver);

    @Override
    void close();

    static Wire datagrams(InetAddress host) {
        try {
            return new Datagrams(new DatagramSocket(0, host));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Wire connection(InetSocketAddress server) {
        try {
            return new Connection(new Socket(server.getAddress(), server.getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Wire connection(Socket socket) {
        return new Connection(socket);
    }

    /** A UDP socket. */
    record Datagrams(DatagramSocket socket) implements Wire {
        @Override
        public String transport() {
            return "UDP";
        }

        @Override
        public String local() {
            return Addresses.text((InetSocketAddress) socket.getLocalSocketAddress());
        }

        @Override
        public void send(byte[] bytes, InetSocketAddress to) {
            try {
                socket.send(new DatagramPacket(bytes, bytes.length, to));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void read(Consumer<SipMessage> receiver) {
            Thread.ofVirtual().start(() -> {
                var packet = new DatagramPacket(new byte[65_535], 65_535);
                while (!socket.isClosed()) {
                    try {
                        packet.setLength(65_535);
                        socket.receive(packet);
                        receiver.accept(SipMessage.parse(packet.getData(), 0, packet.getLength()));
                    } catch (IOException e) {
                        return;
                    }
                }
            });
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    /** One TCP or TLS connection, whatever the address that is sent to. */
    record Connection(Socket socket) implements Wire {
        private static final Pattern LENGTH = Pattern.compile("(?im)^(?:Content-Length|l)\\s*:\\s*(\\d+)");

        @Override
        public String transport() {
            return socket instanceof SSLSocket ? "TLS" : "TCP";
        }

        @Override
        public String local() {
            return Addresses.text((InetSocketAddress) socket.getLocalSocketAddress());
        }

        @Override
        public void send(byte[] bytes, InetSocketAddress to) {
            try {
                socket.getOutputStream().write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void read(Consumer<SipMessage> receiver) {
            Thread.ofVirtual().start(() -> {
                try (var in = new BufferedInputStream(socket.getInputStream())) {
                    while (true) {
                        receiver.accept(SipMessage.parse(frame(in)));
                    }
                } catch (IOException e) {
                    return;
                }
            });
        }

        private static byte[] frame(BufferedInputStream in) throws IOException {
            var bytes = new ByteArrayOutputStream();
            while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int octet = in.read();
                if (octet < 0) {
                    throw new IOException("closed");
                }
                bytes.write(octet);
            }
            var length = LENGTH.matcher(bytes.toString(StandardCharsets.ISO_8859_1));
            if (length.find()) {
                bytes.write(in.readNBytes(Integer.parseInt(length.group(1))));
            }
            return bytes.toByteArray();
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
