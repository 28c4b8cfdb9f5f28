package io.carillon.rtpproxy.control;

import io.carillon.sdp.MediaDescription;
import io.carillon.sdp.SessionDescription;
import io.carillon.sdp.ng.MediaOptions;

/** What would end in a mute call is refused when it is asked for. */
final class UnsupportedMedia {
    private UnsupportedMedia() {}

    static void refuse(SessionDescription sdp, MediaOptions options) {
        options.ice().filter(ice -> ice.startsWith("force")).ifPresent(ice -> {
            throw new NgRefusal("ICE=" + ice + " is not supported");
        });
        for (MediaDescription section : sdp.media()) {
            if (section.isDisabled() || !section.isRtp()) {
                continue;
            }
            if (section.protocol().contains("TLS")) {
                throw new NgRefusal("DTLS-SRTP is not supported");
            }
            if (section.portCount() > 1) {
                throw new NgRefusal("More than one port in m=" + section.kind());
            }
            boolean changesProtection = options.transportProtocol()
                    .filter(wanted -> isSecure(wanted) != isSecure(section.protocol()))
                    .isPresent();
            if (changesProtection) {
                throw new NgRefusal("Cannot turn " + section.protocol() + " into "
                        + options.transportProtocol().orElse(""));
            }
        }
    }

    private static boolean isSecure(String protocol) {
        return protocol.contains("SAVP");
    }
}
