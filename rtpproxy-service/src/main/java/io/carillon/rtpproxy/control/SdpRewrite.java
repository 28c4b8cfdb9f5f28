package io.carillon.rtpproxy.control;

import io.carillon.sdp.Connection;
import io.carillon.sdp.MediaDescription;
import io.carillon.sdp.SessionDescription;
import io.carillon.sdp.ng.MediaOptions;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts the relay's address and ports in the place of a party's; every other line stays as it came. */
record SdpRewrite(InetAddress advertised, MediaOptions options) {
    /** Left in, they would lead media around the relay. */
    private static final List<String> ICE = List.of(
            "candidate",
            "remote-candidates",
            "end-of-candidates",
            "ice-ufrag",
            "ice-pwd",
            "ice-options",
            "ice-lite",
            "ice-mismatch",
            "ice-pacing");

    /** The relay's ports for one section and whether {@code a=rtcp-mux} stands there. */
    record Target(int port, int controlPort, boolean multiplexed) {}

    /** @param targets one a section; empty where the section is not relayed */
    SessionDescription apply(SessionDescription sdp, List<Optional<Target>> targets) {
        List<MediaDescription> sections = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            MediaDescription section = sdp.media().get(i);
            sections.add(
                    targets.get(i).map(target -> relayed(section, target)).orElseGet(() -> untouched(sdp, section)));
        }
        SessionDescription result = session(sdp).withMedia(sections);
        return options.replaces("origin") ? result.withOrigin(result.origin().withAddress(advertised)) : result;
    }

    private SessionDescription session(SessionDescription sdp) {
        SessionDescription result = sdp.connection()
                .map(connection -> sdp.withConnection(replacing(connection)))
                .orElse(sdp);
        for (String attribute : ICE) {
            result = result.withoutAttribute(attribute);
        }
        // Each section gets ports of its own here, so nothing is bundled any more (RFC 9143 §7.1).
        return result.attribute("group")
                        .filter(group -> group.startsWith("BUNDLE"))
                        .isPresent()
                ? result.withoutAttribute("group")
                : result;
    }

    private MediaDescription relayed(MediaDescription section, Target target) {
        MediaDescription result = section.withPort(target.port());
        for (String attribute : ICE) {
            result = result.withoutAttribute(attribute);
        }
        if (section.connection().isPresent()) {
            result = result.withConnection(replacing(section.connection().get()));
        }
        if (options.transportProtocol().isPresent()) {
            result = result.withProtocol(options.transportProtocol().get());
        }
        result = options.has("no-rtcp-attribute")
                ? result.withoutAttribute("rtcp")
                : result.withAttribute("rtcp", String.valueOf(target.controlPort()));
        return target.multiplexed() ? result.withAttribute("rtcp-mux", "") : result.withoutAttribute("rtcp-mux");
    }

    /** What is not relayed must not inherit the relay's address from the session. */
    private static MediaDescription untouched(SessionDescription sdp, MediaDescription section) {
        return section.isDisabled() || section.connection().isPresent()
                ? section
                : section.withConnection(sdp.connectionOf(section));
    }

    /** The unspecified address is a hold of RFC 2543 and stays one unless the client says otherwise. */
    private Connection replacing(Connection connection) {
        return connection.isUnspecified() && !options.replaces("zero-address") ? connection : Connection.of(advertised);
    }
}
