package io.carillon.rtpproxy.control;

import io.carillon.rtpproxy.control.CallReport.Party;
import io.carillon.rtpproxy.control.CallReport.Stream;
import io.carillon.sdp.ng.NgValue;
import io.carillon.sdp.ng.NgValue.Dict;
import io.carillon.sdp.ng.NgValue.Items;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Reports in the shape of rtpengine's answers to query, delete and statistics. */
final class NgReport {
    private NgReport() {}

    static Dict of(CallReport report) {
        NgValue.Builder tags = Dict.builder();
        for (int i = 0; i < report.parties().size(); i++) {
            Party party = report.parties().get(i);
            if (!party.tag().isEmpty()) {
                String peer = report.parties().get(1 - i).tag();
                tags.put(party.tag(), tag(party, peer, report.created()));
            }
        }
        return Dict.builder()
                .put("created", report.created().getEpochSecond())
                .put("last signal", report.created().getEpochSecond())
                .put("tags", tags.build())
                .put("totals", totals(report))
                .build();
    }

    static Dict of(Calls calls) {
        return Dict.builder()
                .put(
                        "currentstatistics",
                        Dict.builder()
                                .put("sessionsown", calls.size())
                                .put("sessionstotal", calls.size())
                                .put("portload", Math.round(calls.load() * 100))
                                .build())
                .put(
                        "totalstatistics",
                        Dict.builder()
                                .put("managedsessions", calls.started())
                                .put("timeoutsessions", calls.silent())
                                .put("rejectedsessions", calls.refused())
                                .build())
                .build();
    }

    private static Dict tag(Party party, String peer, Instant created) {
        List<NgValue> medias = new ArrayList<>();
        party.streams().forEach(stream -> medias.add(media(stream)));
        NgValue.Builder tag = Dict.builder().put("tag", party.tag()).put("created", created.getEpochSecond());
        if (!peer.isEmpty()) {
            tag.put("in dialogue with", peer);
        }
        return tag.put("medias", new Items(medias)).build();
    }

    private static Dict media(Stream stream) {
        Dict rtp = flow(stream, stream.localPort(), counters(stream.packets(), stream.bytes(), errors(stream)));
        Dict rtcp = flow(stream, stream.localPort() + 1, counters(stream.rtcpPackets(), stream.rtcpBytes(), 0));
        return Dict.builder()
                .put("index", stream.line())
                .put("type", stream.kind())
                .put("protocol", stream.protocol())
                .put("streams", new Items(List.of(rtp, rtcp)))
                .build();
    }

    private static Dict flow(Stream stream, int port, Dict counters) {
        NgValue.Builder flow = Dict.builder().put("local port", port);
        if (port == stream.localPort()) {
            flow.put("endpoint", endpoint(stream.destination()));
        }
        Instant last = stream.lastPacket();
        return flow.put("last packet", last == null ? 0 : last.getEpochSecond())
                .put("stats", counters)
                .build();
    }

    private static Dict endpoint(@Nullable String address) {
        if (address == null) {
            return Dict.EMPTY;
        }
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, colon).replace("[", "").replace("]", "");
        return Dict.builder()
                .put("family", host.indexOf(':') < 0 ? "IPv4" : "IPv6")
                .put("address", host)
                .put("port", Long.parseLong(address.substring(colon + 1)))
                .build();
    }

    private static Dict totals(CallReport report) {
        return Dict.builder()
                .put(
                        "RTP",
                        counters(
                                sum(report, Stream::packets),
                                sum(report, Stream::bytes),
                                sum(report, NgReport::errors)))
                .put("RTCP", counters(sum(report, Stream::rtcpPackets), sum(report, Stream::rtcpBytes), 0))
                .build();
    }

    private static Dict counters(long packets, long bytes, long errors) {
        return Dict.builder()
                .put("packets", packets)
                .put("bytes", bytes)
                .put("errors", errors)
                .build();
    }

    private static long errors(Stream stream) {
        return stream.foreign() + stream.malformed() + stream.strangers() + stream.unsent();
    }

    private static long sum(CallReport report, ToLongFunction<Stream> what) {
        return report.parties().stream()
                .flatMap(party -> party.streams().stream())
                .mapToLong(what)
                .sum();
    }
}
