package io.carillon.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.carillon.diameter.AvpTarget;
import io.carillon.msrp.MsrpTarget;
import java.nio.charset.StandardCharsets;

/** What stands beside SIP: URIs, SDP, media control, Diameter. */
class CodecFuzzTest {
    @FuzzTest(maxDuration = "30s")
    void uri(byte[] bytes) {
        TextTarget.uri(new String(bytes, StandardCharsets.UTF_8));
    }

    @FuzzTest(maxDuration = "30s")
    void sdp(byte[] bytes) {
        TextTarget.sdp(bytes);
    }

    @FuzzTest(maxDuration = "30s")
    void bencode(byte[] bytes) {
        TextTarget.bencode(bytes);
    }

    @FuzzTest(maxDuration = "30s")
    void chunks(byte[] bytes) {
        MsrpTarget.chunks(bytes);
    }

    @FuzzTest(maxDuration = "30s")
    void cpim(byte[] bytes) {
        MsrpTarget.cpim(bytes);
    }

    @FuzzTest(maxDuration = "30s")
    void multipart(byte[] bytes) {
        TextTarget.multipart(bytes);
    }

    @FuzzTest(maxDuration = "30s")
    void avps(byte[] bytes) {
        AvpTarget.feed(bytes);
    }
}
