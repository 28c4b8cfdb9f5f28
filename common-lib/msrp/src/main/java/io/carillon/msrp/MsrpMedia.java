package io.carillon.msrp;

import io.carillon.sdp.Connection;
import io.carillon.sdp.MediaDescription;
import io.carillon.sdp.SessionDescription;
import java.util.List;
import java.util.Optional;

/** What SDP says of an MSRP session (RFC 4975 §8, RFC 6135). */
public record MsrpMedia(MediaDescription section, List<MsrpUri> path, Setup setup, Optional<String> fingerprint) {
    /** Who opens the connection. */
    public enum Setup {
        ACTIVE,
        PASSIVE,
        ACTPASS,
        /** Nothing is said: the offerer opens it (RFC 4975 §5.4). */
        UNSAID;

        static Setup of(Optional<String> attribute) {
            return switch (attribute.map(String::strip).orElse("")) {
                case "active" -> ACTIVE;
                case "passive" -> PASSIVE;
                case "actpass" -> ACTPASS;
                default -> UNSAID;
            };
        }

        String sdp() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** The first MSRP section that is in use. @throws MsrpException if it has no usable path */
    public static Optional<MsrpMedia> in(SessionDescription sdp) {
        return sdp.media().stream()
                .filter(MsrpMedia::isMsrp)
                .findFirst()
                .map(section -> new MsrpMedia(
                        section,
                        MsrpUri.path(section.attribute("path")
                                .orElseThrow(() -> MsrpException.malformed("a=path is missing"))),
                        Setup.of(section.attribute("setup")),
                        section.attribute("fingerprint").or(() -> sdp.attribute("fingerprint"))));
    }

    public static boolean isMsrp(MediaDescription section) {
        return section.kind().equals("message")
                && !section.isDisabled()
                && (section.protocol().equals("TCP/MSRP") || section.protocol().equals("TCP/TLS/MSRP"));
    }

    /** Who answers this offer waits for the offerer where it may: phones are behind NATs, servers are not. */
    public Setup answer() {
        return setup == Setup.PASSIVE ? Setup.ACTIVE : Setup.PASSIVE;
    }

    /** After this answer to our actpass offer: whether we open the connection. */
    public boolean isForOfferer() {
        return setup != Setup.ACTIVE;
    }

    /** The same description with another end of this session in place of the peer's. */
    public SessionDescription anchored(SessionDescription sdp, MsrpSession end, Setup role) {
        var uri = end.local();
        var kind = uri.address().contains(":") ? "IP6" : "IP4";
        var here = section.withPort(uri.port())
                .withProtocol(uri.secure() ? "TCP/TLS/MSRP" : "TCP/MSRP")
                .withConnection(new Connection("IN", kind, uri.address()))
                .withAttribute("path", uri.text())
                .withAttribute("setup", role.sdp())
                .withoutAttribute("fingerprint")
                .withoutAttribute("msrp-cema");
        var shown = end.fingerprint()
                .map(print -> here.withAttribute("fingerprint", print))
                .orElse(here);
        return sdp.mapMedia(each -> each.equals(section) ? shown : each);
    }
}
