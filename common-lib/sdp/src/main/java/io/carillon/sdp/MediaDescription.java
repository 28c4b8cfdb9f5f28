package io.carillon.sdp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One media section: its {@code m=} line (RFC 8866 §5.14) and whatever follows it, in the order it came. */
public final class MediaDescription {
    private final List<SdpLine> lines;
    private final String kind;
    private final int port;
    private final int portCount;
    private final String protocol;
    private final List<String> formats;
    /** Read when they are first asked for; several threads may do so, and find the same. */
    private @Nullable List<Codec> codecs;

    MediaDescription(List<SdpLine> lines) {
        this.lines = List.copyOf(lines);
        String head = lines.getFirst().value();
        String[] fields = SdpLine.fields(head);
        if (fields.length < 4) {
            throw SdpException.malformed("m= needs four fields: " + SdpLine.excerpt(head));
        }
        kind = fields[0];
        int slash = fields[1].indexOf('/');
        port = Numbers.port(slash < 0 ? fields[1] : fields[1].substring(0, slash));
        portCount = slash < 0 ? 1 : Numbers.port(fields[1].substring(slash + 1));
        protocol = fields[2];
        formats = List.of(Arrays.copyOfRange(fields, 3, fields.length));
    }

    /** A section from scratch, with rtpmap and fmtp lines for its codecs. */
    public static MediaDescription rtp(
            String kind, int port, String protocol, List<Codec> codecs, Direction direction) {
        List<SdpLine> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder(kind + ' ' + port + ' ' + protocol);
        codecs.forEach(codec -> head.append(' ').append(codec.payloadType()));
        lines.add(new SdpLine('m', head.toString()));
        for (Codec codec : codecs) {
            lines.add(SdpLine.attribute("rtpmap", codec.rtpmap()));
            codec.fmtp().ifPresent(f -> lines.add(SdpLine.attribute("fmtp", codec.payloadType() + " " + f)));
        }
        lines.add(SdpLine.attribute(direction.sdp(), ""));
        return new MediaDescription(lines);
    }

    /** Of a kind, and no more known of it: what may be used, not what is (RFC 3261 §21.4.26). */
    public static MediaDescription named(String kind) {
        String protocol = kind.equals("message") ? "TCP/MSRP *" : "RTP/AVP 0";
        return new MediaDescription(List.of(new SdpLine('m', kind + " 0 " + protocol)));
    }

    /** All lines, {@code m=} first. */
    public List<SdpLine> lines() {
        return lines;
    }

    /** audio, video, text, message, application, image. */
    public String kind() {
        return kind;
    }

    public int port() {
        return port;
    }

    /** The number behind the slash of {@code m=audio 49170/2}, 1 without it. */
    public int portCount() {
        return portCount;
    }

    public String protocol() {
        return protocol;
    }

    public List<String> formats() {
        return formats;
    }

    /** Port 0: offered but not used, or rejected (RFC 3264 §5.1, §6). */
    public boolean isDisabled() {
        return port == 0;
    }

    /** RTP/AVP, RTP/AVPF, RTP/SAVP, UDP/TLS/RTP/SAVPF … */
    public boolean isRtp() {
        return protocol.startsWith("RTP/") || protocol.contains("/RTP/");
    }

    public List<Codec> codecs() {
        List<Codec> known = codecs;
        if (known == null) {
            known = isRtp() ? Codec.in(formats, lines) : List.of();
            codecs = known;
        }
        return known;
    }

    public Bandwidth bandwidth() {
        return Bandwidth.in(lines);
    }

    /** The section's own direction; the session may give a default. */
    public Optional<Direction> direction() {
        return Direction.in(lines);
    }

    /** The section's own {@code c=}; the session may give a default. */
    public Optional<Connection> connection() {
        return Lines.first(lines, 'c').map(Connection::parse);
    }

    public boolean isRtcpMux() {
        return hasAttribute("rtcp-mux");
    }

    /** {@code a=rtcp:<port> [IN IP4 address]} (RFC 3605). */
    public Optional<String> rtcpAttribute() {
        return attribute("rtcp");
    }

    /** {@code a=ptime} in milliseconds. */
    public OptionalInt ptime() {
        return attribute("ptime")
                .map(value -> OptionalInt.of(Numbers.atMost(10_000, value.trim(), "ptime")))
                .orElse(OptionalInt.empty());
    }

    public boolean hasAttribute(String name) {
        return attribute(name).isPresent();
    }

    /** The value of the first such attribute, empty text for a property attribute. */
    public Optional<String> attribute(String name) {
        return Lines.attribute(lines, name);
    }

    public List<String> attributes(String name) {
        return Lines.attributes(lines, name);
    }

    /** The same section at another port; every other line untouched. */
    public MediaDescription withPort(int other) {
        String head = kind
                + ' '
                + other
                + (portCount > 1 ? "/" + portCount : "")
                + ' '
                + protocol
                + ' '
                + String.join(" ", formats);
        return with(Lines.replace(lines, line -> line.type() == 'm', new SdpLine('m', head)));
    }

    public MediaDescription withProtocol(String other) {
        String count = portCount > 1 ? "/" + portCount : "";
        String head = kind + ' ' + port + count + ' ' + other + ' ' + String.join(" ", formats);
        return with(Lines.replace(lines, line -> line.type() == 'm', new SdpLine('m', head)));
    }

    public MediaDescription withConnection(Connection connection) {
        return with(Lines.replace(lines, line -> line.type() == 'c', new SdpLine('c', connection.toString())));
    }

    public MediaDescription withDirection(Direction direction) {
        return with(Lines.replace(lines, Direction::isDirection, SdpLine.attribute(direction.sdp(), "")));
    }

    /** Replaces the attribute where it stands or appends it. */
    public MediaDescription withAttribute(String name, String value) {
        return with(Lines.replace(lines, line -> line.isAttribute(name), SdpLine.attribute(name, value)));
    }

    public MediaDescription withBandwidth(String modifier, long value) {
        Predicate<SdpLine> same = line -> line.type() == 'b' && line.value().startsWith(modifier + ":");
        return with(Lines.replace(lines, same, new SdpLine('b', modifier + ':' + value)));
    }

    /** Adds one more line of the same name, as candidates and crypto lines need. */
    public MediaDescription plusAttribute(String name, String value) {
        return with(Lines.insert(lines, SdpLine.attribute(name, value)));
    }

    public MediaDescription withoutAttribute(String name) {
        return with(Lines.without(lines, line -> line.isAttribute(name)));
    }

    private MediaDescription with(List<SdpLine> changed) {
        return new MediaDescription(changed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MediaDescription that && lines.equals(that.lines);
    }

    @Override
    public int hashCode() {
        return lines.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        Lines.write(lines, text);
        return text.toString();
    }
}
