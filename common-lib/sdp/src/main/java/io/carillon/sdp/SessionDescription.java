package io.carillon.sdp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An immutable session description (RFC 8866): the session's lines and its media sections, unknown lines and order
 * kept. What the accessors name is read from the lines; what the {@code with…} methods do not name stays as it came.
 */
public final class SessionDescription {
    private final List<SdpLine> lines;
    private final List<MediaDescription> media;

    private SessionDescription(List<SdpLine> lines, List<MediaDescription> media) {
        this.lines = List.copyOf(lines);
        this.media = List.copyOf(media);
    }

    /** @throws SdpException with the SIP status to send */
    public static SessionDescription parse(byte[] body) {
        return SdpParser.parse(body, SdpLimits.DEFAULT);
    }

    /** @throws SdpException with the SIP status to send */
    public static SessionDescription parse(byte[] body, SdpLimits limits) {
        return SdpParser.parse(body, limits);
    }

    /** @throws SdpException with the SIP status to send */
    public static SessionDescription parse(String body) {
        return parse(body.getBytes(StandardCharsets.UTF_8));
    }

    static SessionDescription checked(List<SdpLine> lines, List<MediaDescription> media) {
        SessionDescription sdp = new SessionDescription(lines, media);
        sdp.origin();
        sdp.connection();
        for (MediaDescription section : media) {
            section.codecs();
            section.bandwidth();
            if (section.connection().isEmpty() && sdp.connection().isEmpty() && !section.isDisabled()) {
                throw SdpException.unacceptable("no c= for m=" + section.kind());
            }
            if (!section.isDisabled()) {
                sdp.rtcpOf(section);
            }
        }
        return sdp;
    }

    /** A session from scratch: v, o, s, c, t and the sections. */
    public static SessionDescription of(Origin origin, Connection connection, List<MediaDescription> media) {
        return new SessionDescription(
                List.of(
                        new SdpLine('v', "0"),
                        new SdpLine('o', origin.toString()),
                        new SdpLine('s', "-"),
                        new SdpLine('c', connection.toString()),
                        new SdpLine('t', "0 0")),
                media);
    }

    /** The lines before the first {@code m=}. */
    public List<SdpLine> lines() {
        return lines;
    }

    public List<MediaDescription> media() {
        return media;
    }

    public Origin origin() {
        return Lines.first(lines, 'o').map(Origin::parse).orElseThrow(() -> SdpException.malformed("no o= line"));
    }

    public Optional<Connection> connection() {
        return Lines.first(lines, 'c').map(Connection::parse);
    }

    public Optional<String> attribute(String name) {
        return Lines.attribute(lines, name);
    }

    public List<String> attributes(String name) {
        return Lines.attributes(lines, name);
    }

    /** The section's direction, else the session's, else sendrecv (RFC 8866 §6.7). */
    public Direction directionOf(MediaDescription section) {
        return section.direction().or(() -> Direction.in(lines)).orElse(Direction.SENDRECV);
    }

    /** The section's {@code c=}, else the session's. */
    public Connection connectionOf(MediaDescription section) {
        return section.connection()
                .or(this::connection)
                .orElseThrow(() -> SdpException.unacceptable("no c= for m=" + section.kind()));
    }

    public Endpoint rtpOf(MediaDescription section) {
        return new Endpoint(connectionOf(section), section.port());
    }

    /** RTCP's end: {@code a=rtcp-mux} (RFC 5761), else {@code a=rtcp} (RFC 3605), else the next port. */
    public Endpoint rtcpOf(MediaDescription section) {
        Endpoint rtp = rtpOf(section);
        if (section.isRtcpMux()) {
            return rtp;
        }
        return section.rtcpAttribute()
                .map(value -> rtcpFrom(value, rtp))
                .orElseGet(() -> rtp.withPort(Math.min(section.port() + 1, 65535)));
    }

    private static Endpoint rtcpFrom(String value, Endpoint rtp) {
        String rtcp = value.trim();
        int space = rtcp.indexOf(' ');
        if (space < 0) {
            return rtp.withPort(Numbers.port(rtcp));
        }
        return new Endpoint(Connection.parse(rtcp.substring(space)), Numbers.port(rtcp.substring(0, space)));
    }

    public SessionDescription withOrigin(Origin origin) {
        return withLine('o', origin.toString());
    }

    public SessionDescription withConnection(Connection connection) {
        return withLine('c', connection.toString());
    }

    public SessionDescription withAttribute(String name, String value) {
        return new SessionDescription(
                Lines.replace(lines, line -> line.isAttribute(name), SdpLine.attribute(name, value)), media);
    }

    public SessionDescription withoutAttribute(String name) {
        return new SessionDescription(Lines.without(lines, line -> line.isAttribute(name)), media);
    }

    public SessionDescription withMedia(List<MediaDescription> sections) {
        return new SessionDescription(lines, sections);
    }

    /** Every section passed through {@code change}. */
    public SessionDescription mapMedia(UnaryOperator<MediaDescription> change) {
        return withMedia(media.stream().map(change).toList());
    }

    private SessionDescription withLine(char type, String value) {
        return new SessionDescription(
                Lines.replace(lines, line -> line.type() == type, new SdpLine(type, value)), media);
    }

    public byte[] toBytes() {
        return octets().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** One character an octet, as bencoded messages carry it. */
    public String octets() {
        StringBuilder text = new StringBuilder(512);
        Lines.write(lines, text);
        List<SdpLine> all = new ArrayList<>();
        media.forEach(section -> all.addAll(section.lines()));
        Lines.write(all, text);
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SessionDescription that && lines.equals(that.lines) && media.equals(that.media);
    }

    @Override
    public int hashCode() {
        return 31 * lines.hashCode() + media.hashCode();
    }

    /** As text: UTF-8, the charset of RFC 8866 §5. */
    @Override
    public String toString() {
        return new String(toBytes(), StandardCharsets.UTF_8);
    }
}
