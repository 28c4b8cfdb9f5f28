package io.carillon.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** RFC 3261 §25. */
class SipFuzzTest {
    @FuzzTest(maxDuration = "30s")
    void message(byte[] bytes) {
        SipTarget.message(bytes);
    }

    @FuzzTest(maxDuration = "30s")
    void via(byte[] bytes) {
        SipTarget.via(new String(bytes, StandardCharsets.UTF_8));
    }

    @FuzzTest(maxDuration = "30s")
    void address(byte[] bytes) {
        SipTarget.address(new String(bytes, StandardCharsets.UTF_8));
    }

    /** RFC 7616 §3. */
    @FuzzTest(maxDuration = "30s")
    void digest(byte[] bytes) {
        SipTarget.digest(new String(bytes, StandardCharsets.UTF_8));
    }
}
