package io.carillon.trace;

import io.carillon.node.trace.TraceEvent.Protocol;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A ladder as a capture file of raw IPv4 packets. The addresses are made up, one for each participant in its order
 * (10.0.0.1, 10.0.0.2 …); SIP, NG and DNS go in UDP, Diameter in TCP, whatever they went in. What the trace masked stays
 * masked.
 */
public final class Pcap {
    private static final int MAGIC_NANOSECONDS = 0xA1B23C4D;
    private static final int RAW_IP = 101;
    private static final int SNAP = 262_144;
    private static final int IP_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final int TCP_HEADER = 20;
    private static final int MOST_PAYLOAD = 65_000;
    private static final byte UDP = 17;
    private static final byte TCP = 6;

    private final List<String> participants;
    private final Map<String, Integer> sequences = new HashMap<>();

    private Pcap(List<String> participants) {
        this.participants = participants;
    }

    public static byte[] of(Ladder ladder) {
        var writer = new Pcap(ladder.participants());
        var records = ladder.arrows().stream().map(writer::packet).toList();
        var file = ByteBuffer.allocate(
                24 + records.stream().mapToInt(each -> each.length).sum());
        file.putInt(MAGIC_NANOSECONDS).putShort((short) 2).putShort((short) 4);
        file.putLong(0).putInt(SNAP).putInt(RAW_IP);
        records.forEach(file::put);
        return file.array();
    }

    private byte[] packet(Arrow arrow) {
        byte[] payload = payload(arrow);
        boolean stream = arrow.protocol() == Protocol.DIAMETER;
        int length = IP_HEADER + (stream ? TCP_HEADER : UDP_HEADER) + payload.length;
        var packet = ByteBuffer.allocate(16 + length);
        packet.putInt((int) arrow.time().getEpochSecond()).putInt(arrow.time().getNano());
        packet.putInt(length).putInt(length);
        ip(packet, arrow, length, stream ? TCP : UDP);
        short port = port(arrow.protocol());
        packet.putShort(port).putShort(port);
        if (stream) {
            tcp(packet, arrow, payload.length);
        } else {
            packet.putShort((short) (UDP_HEADER + payload.length)).putShort((short) 0);
        }
        return packet.put(payload).array();
    }

    private static byte[] payload(Arrow arrow) {
        byte[] payload = switch (arrow.protocol()) {
            case DIAMETER, DNS -> HexFormat.of().parseHex(arrow.payload());
            case SIP, NG, HTTP -> arrow.payload().getBytes(StandardCharsets.UTF_8);
        };
        return payload.length > MOST_PAYLOAD ? java.util.Arrays.copyOf(payload, MOST_PAYLOAD) : payload;
    }

    private static short port(Protocol protocol) {
        return switch (protocol) {
            case SIP -> 5060;
            case DIAMETER -> 3868;
            case NG -> 2223;
            case DNS -> 53;
            case HTTP -> 80;
        };
    }

    /** RFC 791 §3.1. */
    private void ip(ByteBuffer packet, Arrow arrow, int length, byte protocol) {
        int start = packet.position();
        packet.put((byte) 0x45).put((byte) 0).putShort((short) length).putInt(0);
        packet.put((byte) 64).put(protocol).putShort((short) 0);
        packet.putInt(address(arrow.from())).putInt(address(arrow.to()));
        packet.putShort(start + 10, checksum(packet, start));
    }

    private int address(String participant) {
        return 0x0A000001 + participants.indexOf(participant);
    }

    private static short checksum(ByteBuffer packet, int start) {
        int sum = 0;
        for (int at = 0; at < IP_HEADER; at += 2) {
            sum += packet.getShort(start + at) & 0xFFFF;
        }
        sum = (sum & 0xFFFF) + (sum >> 16);
        return (short) ~(sum + (sum >> 16));
    }

    /** RFC 9293 §3.1: one stream each way between two participants, as if it had been there before. */
    private void tcp(ByteBuffer packet, Arrow arrow, int length) {
        String way = arrow.from() + " " + arrow.to();
        int sequence = sequences.getOrDefault(way, 1);
        packet.putInt(sequence).putInt(sequences.getOrDefault(arrow.to() + " " + arrow.from(), 1));
        sequences.put(way, sequence + length);
        packet.putShort((short) 0x5018).putShort((short) 0xFFFF).putInt(0);
    }
}
