package io.carillon.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A description alone, among other parts, and in bodies that are broken. */
class SdpBodyTest {
    private static final String TYPE = "multipart/related; type=\"application/sdp\"; boundary=\"b1\"";

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String body(String... parts) {
        var text = new StringBuilder();
        for (var part : parts) {
            text.append("--b1\r\n").append(part).append("\r\n");
        }
        return text + "--b1--\r\n";
    }

    @Test
    void beside_an_icon() {
        var icon = "Content-Type: image/jpeg\r\nContent-ID: <icon@alice>\r\n\r\n\u00ff\u00d8 --b1 is not here\r\n";
        var body = body("content-type:application/sdp;charset=utf-8\r\n\r\nv=0\r\n", icon);
        var found = SdpBody.in(TYPE, octets(body)).orElseThrow();
        assertThat(new String(found.sdp(), StandardCharsets.UTF_8)).isEqualTo("v=0\r\n");
        assertThat(found.others()).singleElement().satisfies(part -> {
            assertThat(part.id()).isEqualTo("icon@alice");
            assertThat(part.contentType()).isEqualTo("image/jpeg");
            assertThat(part.content()).startsWith((byte) 0xff, (byte) 0xd8);
        });
        var changed = new String(found.with(octets("v=0\r\ns=other\r\n")), StandardCharsets.ISO_8859_1);
        assertThat(changed).isEqualTo(body.replace("v=0\r\n", "v=0\r\ns=other\r\n"));
    }

    @Test
    void alone_and_absent() {
        assertThat(SdpBody.in("Application/SDP", octets("v=0")).orElseThrow().sdp())
                .isEqualTo(octets("v=0"));
        assertThat(SdpBody.in("text/plain", octets("v=0"))).isEmpty();
        assertThat(SdpBody.in("multipart/mixed", octets("--b1\r\n"))).isEmpty();
    }

    @Test
    void one_in_a_part_of_a_part_is_hidden() {
        var inner = "Content-Type: multipart/alternative;boundary=b2\r\n\r\n--b2\r\n"
                + "Content-Type: APPLICATION/sdp\r\n\r\nv=0\r\n--b2--";
        assertThat(SdpBody.in(TYPE, octets(body(inner)))).isEmpty();
        assertThat(SdpBody.isHidden(TYPE, octets(body(inner)))).isTrue();
        assertThat(SdpBody.isHidden("multipart/mixed", octets("--b1\r\nContent-Type: application/sdp")))
                .isTrue();
        assertThat(SdpBody.isHidden(TYPE, octets(body("Content-Type: application/sdp\r\n\r\nv=0"))))
                .isFalse();
        assertThat(SdpBody.isHidden(TYPE, octets(body("Content-Type: text/plain\r\n\r\nhello"))))
                .isFalse();
        assertThat(SdpBody.isHidden("text/plain", octets("application/sdp"))).isFalse();
    }

    @Test
    void broken_bodies_have_none() {
        var part = "Content-Type: application/sdp\r\n\r\nv=0";
        for (var bad : new String[] {
            "",
            "--b1",
            "--b1\r\n",
            "--b1\r\n" + part,
            "--b1\r\nContent-Type: application/sdp\r\n--b1--\r\n",
            "--b1--\r\n--b1\r\n"
        }) {
            assertThat(SdpBody.in(TYPE, octets(bad))).as(bad).isEmpty();
        }
        var seventeenth = new String[17];
        java.util.Arrays.fill(seventeenth, "Content-Type: text/plain\r\n\r\nx");
        seventeenth[16] = part;
        assertThat(SdpBody.in(TYPE, octets(body(seventeenth)))).isEmpty();
    }
}
