package io.carillon.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.identity.IdentityFormatException;
import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import io.carillon.identity.SipUri;
import io.carillon.identity.TelUri;
import io.carillon.sdp.SdpBody;
import io.carillon.sdp.SdpException;
import io.carillon.sdp.SessionDescription;
import io.carillon.sdp.ng.Bencode;
import io.carillon.sdp.ng.NgException;

/** URIs, identities, session descriptions and media control: read, written and read again they are the same. */
final class TextTarget {
    private TextTarget() {}

    static void uri(String text) {
        tolerated(() -> {
            var uri = SipUri.parse(text);
            assertThat(SipUri.parse(uri.toString())).isEqualTo(uri);
            assertThat(uri.hostAddress()).isNotEmpty();
        });
        tolerated(() -> {
            var uri = TelUri.parse(text);
            assertThat(TelUri.parse(uri.toString())).isEqualTo(uri);
        });
        tolerated(() -> {
            var impu = Impu.parse(text);
            assertThat(Impu.parse(impu.toString())).isEqualTo(impu);
        });
        tolerated(() -> Impi.parse(text));
    }

    private static void tolerated(Runnable reading) {
        try {
            reading.run();
        } catch (IdentityFormatException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    static void sdp(byte[] bytes) {
        try {
            var session = SessionDescription.parse(bytes);
            assertThat(SessionDescription.parse(session.toBytes())).isEqualTo(session);
            session.media().forEach(session::directionOf);
        } catch (SdpException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    /** A body with a description among its parts: what is put back is what was taken out. */
    static void multipart(byte[] bytes) {
        SdpBody.in("multipart/related;boundary=b", bytes)
                .ifPresent(body -> assertThat(body.with(body.sdp())).isEqualTo(bytes));
    }

    static void bencode(byte[] bytes) {
        try {
            var value = Bencode.decode(bytes);
            assertThat(Bencode.decode(Bencode.encode(value))).isEqualTo(value);
        } catch (NgException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }
}
