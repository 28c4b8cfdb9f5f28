package io.carillon.rtpproxy.control;

import io.carillon.rtpproxy.control.CallReport.Party;
import io.carillon.rtpproxy.control.CallReport.Stream;
import io.carillon.sdp.ng.NgValue;
import io.carillon.sdp.ng.NgValue.Dict;
import io.carillon.sdp.ng.NgValue.Items;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reports in the shape of rtpengine's answers to query, delete and statistics. {@code quality} is ours: rtpengine has
 * nothing of loss and jitter before RTCP came, and nothing of telephone events.
 */
final class NgReport {
    private NgReport() {}

    static Dict of(CallReport report) {
        NgValue.Builder tags = Dict.builder();
        NgValue.Builder sources = Dict.builder();
        for (int i = 0; i < report.parties().size(); i++) {
            Party party = report.parties().get(i);
            Party peer = report.parties().get(1 - i);
            if (!party.tag().isEmpty()) {
                tags.put(party.tag(), tag(party, peer.tag(), report.created()));
            }
            party.streams().stream()
                    .filter(stream -> stream.packets() > 0)
                    .forEach(stream -> sources.put(String.valueOf(ssrc(stream)), source(stream)));
        }
        return Dict.builder()
                .put("created", report.created().getEpochSecond())
                .put("created_us", report.created().getNano() / 1_000)
                .put("last signal", report.lastSignal().getEpochSecond())
                .put("SSRC", sources.build())
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
                                .put("sessionsforeign", 0)
                                .put("sessionstotal", calls.size())
                                .put("portload", Math.round(calls.load() * 100))
                                .build())
                .put(
                        "totalstatistics",
                        Dict.builder()
                                .put("uptime", String.valueOf(calls.uptime().toSeconds()))
                                .put("managedsessions", calls.started())
                                .put("timeoutsessions", calls.silent())
                                .put("rejectedsessions", calls.refused())
                                .put("relayedpackets", calls.traffic().packets())
                                .put("relayedbytes", calls.traffic().bytes())
                                .put("relayedpacketerrors", calls.traffic().dropped())
                                .build())
                .build();
    }

    /** What is worth seeing at a glance: packets both ways and how the speech sounds. */
    static String line(Dict answer) {
        long packets = answer.dict("totals")
                .flatMap(totals -> totals.dict("RTP"))
                .map(rtp -> rtp.number("packets").orElse(0))
                .orElse(0L);
        OptionalDouble worst = answer.dict("SSRC").stream()
                .flatMap(sources -> sources.entries().values().stream())
                .flatMap(source -> source instanceof Dict each ? each.dict("average MOS").stream() : null)
                .mapToDouble(mos -> mos.number("MOS").orElse(0) / 10.0)
                .min();
        return packets + " packets" + (worst.isPresent() ? ", MOS " + worst.getAsDouble() : "");
    }

    private static Dict source(Stream stream) {
        NgValue.Builder source = Dict.builder().put("cumulative loss", Math.max(0, stream.lost()));
        Double mos = stream.mos();
        if (mos != null) {
            Double roundTrip = stream.roundTripMillis();
            source.put(
                    "average MOS",
                    Dict.builder()
                            .put("MOS", Math.round(10 * mos))
                            .put("round-trip time", roundTrip == null ? 0 : Math.round(1_000 * roundTrip))
                            .put("jitter", Math.round(stream.jitterMillis()))
                            .put("packet loss", Math.round(stream.lossPercent()))
                            .put("samples", 1)
                            .build());
        }
        return source.build();
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
        NgValue.Builder media = Dict.builder()
                .put("index", stream.line())
                .put("type", stream.kind())
                .put("protocol", stream.protocol());
        String codec = stream.codec();
        if (codec != null) {
            media.put("codec", codec);
        }
        Dict rtp =
                flow(stream, "RTP", stream.destination(), counters(stream.packets(), stream.bytes(), errors(stream)));
        Dict rtcp = flow(
                stream, "RTCP", stream.controlDestination(), counters(stream.rtcpPackets(), stream.rtcpBytes(), 0));
        return media.put("streams", new Items(List.of(rtp, rtcp)))
                .put("quality", quality(stream))
                .build();
    }

    private static Dict quality(Stream stream) {
        NgValue.Builder quality = Dict.builder()
                .put("packets lost", stream.lost())
                .put("jitter us", Math.round(1_000 * stream.jitterMillis()))
                .put("DTMF events", stream.dtmfEvents());
        Double mos = stream.mos();
        if (mos != null) {
            quality.put("MOS", Math.round(10 * mos));
        }
        Long missed = stream.peerPacketsLost();
        if (missed != null) {
            quality.put("reported lost", missed);
        }
        return quality.build();
    }

    private static Dict flow(Stream stream, String what, @Nullable String destination, Dict counters) {
        boolean control = what.equals("RTCP");
        Instant last = stream.lastPacket();
        boolean heard = control ? stream.rtcpPackets() > 0 : stream.packets() > 0;
        NgValue.Builder flow = Dict.builder()
                .put("local port", stream.localPort() + (control ? 1 : 0))
                .put("local address", stream.localAddress())
                .put("family", family(stream.localAddress()))
                .put("endpoint", endpoint(destination))
                .put("last packet", last == null || !heard ? 0 : last.getEpochSecond())
                .put("flags", heard ? List.of(what, "filled", "confirmed") : List.of(what));
        if (stream.packets() > 0) {
            flow.put("SSRC", ssrc(stream));
        }
        return flow.put("stats", counters).build();
    }

    private static Dict endpoint(@Nullable String address) {
        if (address == null) {
            return Dict.EMPTY;
        }
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, colon).replace("[", "").replace("]", "");
        return Dict.builder()
                .put("family", family(host))
                .put("address", host)
                .put("port", Long.parseLong(address.substring(colon + 1)))
                .build();
    }

    private static String family(String host) {
        return host.indexOf(':') < 0 ? "IPv4" : "IPv6";
    }

    private static long ssrc(Stream stream) {
        return Long.parseLong(stream.ssrc(), 16);
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
        return report.streams().stream().mapToLong(what).sum();
    }
}
