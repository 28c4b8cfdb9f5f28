package io.carillon.rtpproxy.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadersTest {

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "800800010000000000000001,                 true,  bare header",
        "8008000100000000000000,                   false, one octet short",
        "400800010000000000000001,                 false, version 1",
        "814800010000000000000001,                 false, CSRC missing and a type of RTCP",
        "810800010000000000000001,                 false, CSRC missing",
        "81080001000000000000000100000002,         true,  one CSRC",
        "900800010000000000000001,                 false, extension missing",
        "900800010000000000000001bede0001,         false, extension cut",
        "900800010000000000000001bede000100000000, true,  extension",
        "a00800010000000000000001,                 false, padding without octets",
        "a0080001000000000000000100000004,         true,  padding",
    })
    void rtp(String hex, boolean valid, String what) {
        assertThat(RtpHeader.isValid(bytes(hex))).as(what).isEqualTo(valid);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "80c9000100000001,  true,  receiver report",
        "80c90001000000,    false, cut",
        "80c9000200000001,  false, longer than the packet",
        "40c9000100000001,  false, version 1",
        "8008000100000001,  false, RTP",
        "81ce000200000001,  false, feedback cut",
        "81cd000200000001ffffffff, true, feedback alone (RFC 5506)",
    })
    void rtcp(String hex, boolean valid, String what) {
        assertThat(RtcpHeader.isValid(bytes(hex))).as(what).isEqualTo(valid);
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }
}
