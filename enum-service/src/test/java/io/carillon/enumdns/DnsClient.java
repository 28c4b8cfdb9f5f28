package io.carillon.enumdns;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Asks a DNS server: dnsjava's resolver for well-formed queries, plain sockets for octets of our own. */
final class DnsClient {
    private final InetSocketAddress server;

    DnsClient(InetSocketAddress server) {
        this.server = server;
    }

    static Message query(String name, int type) throws IOException {
        return Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), type, DClass.IN));
    }

    Message naptr(String name) throws IOException {
        return udp(query(name, Type.NAPTR));
    }

    Message udp(Message query) throws IOException {
        return resolver(false).send(query);
    }

    Message tcp(Message query) throws IOException {
        return resolver(true).send(query);
    }

    private SimpleResolver resolver(boolean tcp) {
        SimpleResolver resolver = new SimpleResolver(server);
        resolver.setTCP(tcp);
        resolver.setEDNS(-1);
        resolver.setIgnoreTruncation(true);
        resolver.setTimeout(Duration.ofSeconds(10));
        return resolver;
    }

    byte[] rawUdp(byte[] query) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(5000);
            socket.send(new DatagramPacket(query, query.length, server));
            DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
            socket.receive(packet);
            return Arrays.copyOf(packet.getData(), packet.getLength());
        }
    }

    /** Several queries on one connection, written at once. */
    byte[][] rawTcp(byte[]... queries) throws IOException {
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            socket.setSoTimeout(5000);
            int length =
                    Arrays.stream(queries).mapToInt(query -> query.length + 2).sum();
            ByteBuffer all = ByteBuffer.allocate(length);
            for (byte[] query : queries) {
                all.putShort((short) query.length).put(query);
            }
            socket.getOutputStream().write(all.array());
            DataInputStream input = new DataInputStream(socket.getInputStream());
            byte[][] answers = new byte[queries.length][];
            for (int i = 0; i < answers.length; i++) {
                answers[i] = input.readNBytes(input.readUnsignedShort());
            }
            return answers;
        }
    }
}
