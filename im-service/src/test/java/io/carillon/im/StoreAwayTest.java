package io.carillon.im;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.im.adapter.hbase.HbaseTables;
import io.carillon.im.delivery.Outbox;
import io.carillon.im.smsip.pdu.RpMessage;
import io.carillon.node.directory.StaticNodes;
import io.carillon.sip.message.HeaderName;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A node starts without HBase, says so, and refuses what it cannot keep. */
class StoreAwayTest {
    @Test
    void nothing_is_accepted_that_cannot_be_kept() throws IOException {
        int nobody;
        try (var socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        try (var scscf = new FakeScscf();
                var im = TestIm.start(
                        StaticNodes.of(scscf.info()),
                        "carillon.hbase.zookeeper-port=" + nobody,
                        "carillon.hbase.deadline=1s")) {
            var alice = User.fresh("alice");
            var bob = User.fresh("bob");
            var sms = scscf.sends(im, Phone.submits(alice, 1, Phone.text(bob.digits(), "x")));
            assertThat(sms.status()).isEqualTo(503);
            assertThat(sms.first(HeaderName.RETRY_AFTER)).contains("5");
            var text = FakeScscf.message(bob.sip(), alice, bob.sip(), "term").body("text/plain", "x");
            var page = scscf.sends(im, text.build());
            assertThat(page.status()).isEqualTo(503);
            assertThat(page.has(HeaderName.RETRY_AFTER)).isTrue();
            assertThat(scscf.registers(im, bob, 600).status())
                    .as("registrations need no HBase")
                    .isEqualTo(200);

            assertThat(im.probes())
                    .filteredOn(probe -> probe.name().equals("hbase"))
                    .singleElement()
                    .satisfies(probe -> assertThatThrownBy(probe::check).hasMessageContaining("HBase"));
            HttpResponse<String> rest = new Rest(im, io.carillon.node.admin.AdminRole.ADMIN)
                    .get("/api/v1/messages?user=" + Rest.encoded(bob.sip()));
            assertThat(rest.statusCode()).isEqualTo(503);
            assertThat(rest.headers().firstValue("Retry-After")).contains("5");
        }
    }

    @Test
    void a_store_that_goes_away_is_told() {
        try (var scscf = new FakeScscf();
                var im = TestIm.start(StaticNodes.of(scscf.info())).ready()) {
            im.bean(HbaseTables.class).close();
            var alice = User.fresh("alice");
            var refused = scscf.sends(im, Phone.submits(alice, 1, Phone.text("4915112345", "x")));
            assertThat(refused.status()).isEqualTo(503);
        }
    }

    @Test
    void without_redis_a_page_mode_message_passes_and_a_short_one_is_kept() {
        var scscf = new FakeScscf();
        var directory = StaticNodes.of(scscf.info());
        try (scscf;
                var im = TestIm.start(directory, "spring.data.redis.port=1", "spring.data.redis.timeout=200ms")
                        .ready()) {
            var alice = User.fresh("alice");
            var bob = User.fresh("bob");
            var text = FakeScscf.message(bob.sip(), alice, bob.sip(), "term").body("text/plain", "no redis");
            var answer = CompletableFuture.supplyAsync(() -> scscf.sends(im, text.build()));
            scscf.receivesFor(bob.sip()).answers(200);
            assertThat(answer.join().status()).isEqualTo(200);

            scscf.sends(im, Phone.submits(alice, 1, Phone.text(bob.digits(), "kept")));
            assertThat(Phone.relay(scscf.receivesFor(alice.sip()).answers(200).request()))
                    .isInstanceOf(RpMessage.Ack.class);
            assertThat(im.bean(Outbox.class).of(bob.tel(), 10)).hasSize(1);

            // A node with Redis finds it in the outbox.
            try (var healthy = TestIm.start(directory).ready()) {
                var delivery = scscf.receivesFor(bob.tel()).answers(200).request();
                scscf.sends(healthy, Phone.acknowledges(bob, delivery));
                assertThat(healthy.bean(Outbox.class).of(bob.tel(), 10)).isEmpty();
            }
        }
    }
}
