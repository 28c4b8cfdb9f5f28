package io.carillon.sip.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 3261 §16.7 step 6. */
class BestResponseTest {
    @ParameterizedTest
    @CsvSource({
        "486,                486",
        "486 603,            603",
        "500 486,            486",
        "486 302,            302",
        "404 486,            404",
        "404 401,            401",
        "404 484 480,        484",
        "503 502,            502",
        "503 503,            503",
        "408 600 604,        600",
    })
    void the_best_of(String statuses, int best) {
        var finals = Arrays.stream(statuses.split(" "))
                .map(Integer::parseInt)
                .map(BestResponseTest::response)
                .toList();
        assertThat(BestResponse.of(finals).status()).isEqualTo(best);
    }

    private static SipResponse response(int status) {
        return SipRequest.create("INVITE", "sip:bob@example.org")
                .append(HeaderName.CALL_ID, "1")
                .build()
                .reply(status)
                .build();
    }
}
