package io.carillon.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.carillon.diameter.AvpTarget;
import io.carillon.msrp.MsrpTarget;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The first byte says which parser gets the rest: what every build runs for a few seconds. */
class AnyParserFuzzTest {
    @FuzzTest(maxDuration = "6s")
    void any(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        var rest = Arrays.copyOfRange(bytes, 1, bytes.length);
        switch (bytes[0]) {
            case 'm' -> SipTarget.message(rest);
            case 'v' -> SipTarget.via(text(rest));
            case 'a' -> SipTarget.address(text(rest));
            case 'd' -> SipTarget.digest(text(rest));
            case 'u' -> TextTarget.uri(text(rest));
            case 's' -> TextTarget.sdp(rest);
            case 'b' -> TextTarget.bencode(rest);
            case 'M' -> MsrpTarget.chunks(rest);
            case 'c' -> MsrpTarget.cpim(rest);
            case 'p' -> TextTarget.multipart(rest);
            case 'D' -> AvpTarget.feed(rest);
            default -> {}
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
