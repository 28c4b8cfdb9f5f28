package io.carillon.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One payload type of an RTP media section: its rtpmap and fmtp, or the static table of RFC 3551 §6. */
public record Codec(int payloadType, String encoding, int clockRate, int channels, Optional<String> fmtp) {
    public static final Codec PCMU = new Codec(0, "PCMU", 8000, 1, Optional.empty());
    public static final Codec PCMA = new Codec(8, "PCMA", 8000, 1, Optional.empty());

    private static final Map<Integer, Codec> STATIC = Stream.of(
                    PCMU,
                    PCMA,
                    known(3, "GSM", 8000),
                    known(4, "G723", 8000),
                    known(5, "DVI4", 8000),
                    known(6, "DVI4", 16000),
                    known(7, "LPC", 8000),
                    known(9, "G722", 8000),
                    new Codec(10, "L16", 44100, 2, Optional.empty()),
                    known(11, "L16", 44100),
                    known(12, "QCELP", 8000),
                    known(13, "CN", 8000),
                    known(14, "MPA", 90000),
                    known(15, "G728", 8000),
                    known(16, "DVI4", 11025),
                    known(17, "DVI4", 22050),
                    known(18, "G729", 8000),
                    known(25, "CelB", 90000),
                    known(26, "JPEG", 90000),
                    known(28, "nv", 90000),
                    known(31, "H261", 90000),
                    known(32, "MPV", 90000),
                    known(33, "MP2T", 90000),
                    known(34, "H263", 90000))
            .collect(Collectors.toUnmodifiableMap(Codec::payloadType, codec -> codec));

    public static Codec telephoneEvent(int payloadType) {
        return new Codec(payloadType, "telephone-event", 8000, 1, Optional.of("0-15"));
    }

    /** True when both name the same codec, whatever its payload type here and there. */
    public boolean isSameAs(Codec other) {
        return encoding.equalsIgnoreCase(other.encoding) && clockRate == other.clockRate && channels == other.channels;
    }

    public boolean isTelephoneEvent() {
        return encoding.equalsIgnoreCase("telephone-event");
    }

    Codec withPayloadType(int other) {
        return new Codec(other, encoding, clockRate, channels, fmtp);
    }

    /** The value of {@code a=rtpmap}. */
    public String rtpmap() {
        return payloadType + " " + encoding + '/' + clockRate + (channels > 1 ? "/" + channels : "");
    }

    /** The codecs of a section in the order of its format list; a dynamic type without rtpmap is left out. */
    static List<Codec> in(List<String> formats, List<SdpLine> lines) {
        List<String> rtpmaps = Lines.attributes(lines, "rtpmap");
        List<String> fmtps = Lines.attributes(lines, "fmtp");
        List<Codec> codecs = new ArrayList<>(formats.size());
        for (String format : formats) {
            int type = Numbers.atMost(127, format, "payload type");
            String rtpmap = valueFor(type, rtpmaps);
            Optional<String> fmtp = Optional.ofNullable(valueFor(type, fmtps));
            if (rtpmap != null) {
                codecs.add(parse(type, rtpmap, fmtp));
            } else if (STATIC.containsKey(type)) {
                codecs.add(STATIC.get(type).with(fmtp));
            }
        }
        return List.copyOf(codecs);
    }

    private Codec with(Optional<String> other) {
        return new Codec(payloadType, encoding, clockRate, channels, other);
    }

    private static Codec parse(int type, String map, Optional<String> fmtp) {
        String[] parts = map.trim().split("/");
        if (parts.length < 2 || parts[0].isEmpty()) {
            throw SdpException.malformed("rtpmap: " + SdpLine.excerpt(map));
        }
        int clock = Numbers.atMost(10_000_000, parts[1].trim(), "clock rate");
        int channels = parts.length > 2 ? Numbers.atMost(255, parts[2].trim(), "channels") : 1;
        return new Codec(type, parts[0], clock, channels, fmtp);
    }

    private static @Nullable String valueFor(int type, List<String> values) {
        String prefix = type + " ";
        for (String value : values) {
            if (value.startsWith(prefix)) {
                return value.substring(prefix.length());
            }
        }
        return null;
    }

    private static Codec known(int type, String encoding, int clockRate) {
        return new Codec(type, encoding, clockRate, 1, Optional.empty());
    }
}
