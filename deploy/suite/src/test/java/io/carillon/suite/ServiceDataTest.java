package io.carillon.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.message.HeaderName;
import io.carillon.testkit.CallPolicy;
import io.carillon.testkit.Ue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A user's services are in the HSS: whichever application server changes them, all of them obey at once. */
@ExtendWith(OneHouse.class)
class ServiceDataTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int TONE = 440;

    private final Office office;

    ServiceDataTest(House house) {
        office = house.office();
    }

    @Test
    void what_another_application_server_writes_diverts_the_next_call() {
        for (var user : new String[] {"mike", "judy", "kate", "liam"}) {
            office.subscriber(user);
        }
        try (var server = new ApplicationServer("tas-77", House.port(3_868));
                var mike = phone("mike");
                var kate = phone("kate");
                var liam = phone("liam")) {
            var first = server.sequence("sip:judy@" + House.DOMAIN) + 1;
            server.diverts("judy", "kate", first);
            // the telephony server may have read in the last seconds that there was nothing
            await().atMost(SOON).untilAsserted(() -> assertThat(diversion()).contains("kate@"));
            reaches(mike, kate);

            server.diverts("judy", "liam", first + 1);
            await().atMost(SOON).untilAsserted(() -> assertThat(diversion()).contains("liam@"));
            reaches(mike, liam);
        }
        office.service("judy", "diversion", Map.of("active", false, "rules", List.of()));
        assertThat(diversion()).doesNotContain("liam@");
    }

    private String diversion() {
        return office.services("judy").path("diversion").toString();
    }

    /** A whole call with early media, every provisional response confirmed (RFC 3262), until both hear each other. */
    private static void reaches(Ue caller, Ue callee) {
        var calling = caller.call("sip:judy@" + House.DOMAIN);
        var called = callee.awaitCall();
        calling.awaitAnswered().awaitTone(TONE);
        called.awaitAnswered().awaitTone(TONE);
        assertThat(called.invite().lists(HeaderName.SUPPORTED, "100rel"))
                .as("a call without PRACK shows less")
                .isTrue();
        calling.hangUp();
        assertThat(called.awaitEnded()).isZero();
    }

    private static Ue phone(String user) {
        var phone = Office.phone(user).tone(TONE).start().onCall(CallPolicy.EARLY_MEDIA);
        phone.register();
        return phone;
    }
}
