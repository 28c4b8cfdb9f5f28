package io.carillon.im.application;

import static io.carillon.im.Phone.acknowledges;
import static io.carillon.im.Phone.delivered;
import static io.carillon.im.Phone.submits;
import static io.carillon.im.Phone.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.im.FakeScscf;
import io.carillon.im.Phone;
import io.carillon.im.Rest;
import io.carillon.im.TestIm;
import io.carillon.im.User;
import io.carillon.im.smsip.pdu.RpMessage;
import io.carillon.im.smsip.pdu.TpAddress;
import io.carillon.im.smsip.pdu.Tpdu;
import io.carillon.im.smsip.pdu.Validity;
import io.carillon.node.admin.AdminRole;
import io.carillon.node.directory.StaticNodes;
import io.carillon.sip.message.SipRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An application sends over REST and receives by a web-hook. */
class ApplicationMessagesTest {
    private static final String SECRET = "a secret of sixteen or more";
    private static final String SHOP = "+498001234567";
    private static final HookPeer shop = new HookPeer();
    private static final FakeScscf scscf = new FakeScscf();
    private static final TestIm im = TestIm.start(
                    StaticNodes.of(scscf.info()),
                    "carillon.im.applications[0].number=" + SHOP,
                    "carillon.im.applications[0].url=" + shop.url(),
                    "carillon.im.applications[0].secret=" + SECRET,
                    "carillon.im.retries=200ms")
            .ready();
    private static final Rest operator = new Rest(im, AdminRole.OPERATOR);

    private final User bob = User.fresh("bob");

    @AfterAll
    static void stop() {
        im.close();
        scscf.close();
        shop.close();
    }

    private JsonNode sent(String json, String... headers) {
        var response = operator.post("/api/v1/messages", json, headers);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return Rest.json(response);
    }

    private SipRequest toBob() {
        return scscf.receivesFor(bob.tel()).answers(200).request();
    }

    @Test
    void a_text_goes_to_a_phone_and_the_application_hears_of_its_end() {
        var receipt = sent("{\"from\":\"%s\",\"to\":\"+%s\",\"text\":\"Your parcel is here\",\"report\":true}"
                .formatted(SHOP, bob.digits()));
        var delivery = toBob();
        assertThat(textOf(delivery)).isEqualTo("Your parcel is here");
        assertThat(delivered(delivery).originator()).isEqualTo(TpAddress.international(SHOP));
        scscf.sends(im, acknowledges(bob, delivery));
        var report = shop.next().json();
        assertThat(report.get("event").asString()).isEqualTo("report");
        assertThat(report.get("message").asString())
                .isEqualTo(receipt.get("ids").get(0).asString());
        assertThat(report.get("delivered").asBoolean()).isTrue();
        assertThat(report.get("to").asString()).isEqualTo("+" + bob.digits());
    }

    @Test
    void a_long_text_from_a_name_comes_in_parts_and_in_order() {
        var text = "All work and no play. ".repeat(20).strip();
        var receipt = sent("{\"from\":\"SHOP-24\",\"to\":\"%s\",\"text\":\"%s\"}".formatted(bob.tel(), text));
        var parts = new ArrayList<Tpdu.Deliver>();
        for (int i = 0; i < receipt.get("ids").size(); i++) {
            var delivery = toBob();
            parts.add(delivered(delivery));
            scscf.sends(im, acknowledges(bob, delivery));
        }
        assertThat(parts).hasSize(3);
        assertThat(parts)
                .allSatisfy(part -> assertThat(part.originator()).isEqualTo(TpAddress.alphanumeric("SHOP-24")));
        assertThat(parts.stream()
                        .map(part -> part.userData().part().orElseThrow().number()))
                .containsExactly(1, 2, 3);
        assertThat(String.join(
                        "",
                        parts.stream()
                                .map(part -> part.userData().text().orElseThrow())
                                .toList()))
                .isEqualTo(text);
    }

    @Test
    void the_same_key_is_the_same_message() {
        var json = "{\"from\":\"SHOP\",\"to\":\"%s\",\"text\":\"once\"}".formatted(bob.tel());
        var first = sent(json, "Idempotency-Key", "order-" + bob.digits());
        var delivery = toBob();
        scscf.sends(im, acknowledges(bob, delivery));
        var again = sent(json, "Idempotency-Key", "order-" + bob.digits());
        assertThat(again.get("ids")).isEqualTo(first.get("ids"));
        sent("{\"from\":\"SHOP\",\"to\":\"%s\",\"text\":\"twice\"}".formatted(bob.tel()));
        assertThat(textOf(toBob())).isEqualTo("twice");
    }

    @Test
    void what_is_to_be_sent_later_waits_even_for_who_returns_and_can_be_taken_back() {
        var later = sent("{\"from\":\"SHOP\",\"to\":\"%s\",\"text\":\"tomorrow\",\"at\":\"%s\"}"
                .formatted(bob.tel(), Instant.now().plus(Duration.ofDays(1))));
        sent("{\"from\":\"SHOP\",\"to\":\"%s\",\"text\":\"today\"}".formatted(bob.tel()));
        var delivery = toBob();
        assertThat(textOf(delivery)).isEqualTo("today");
        scscf.sends(im, acknowledges(bob, delivery));
        scscf.registers(im, bob, 600);
        var id = later.get("ids").get(0).asString();
        assertThat(stateOf(id)).isEqualTo("accepted");
        var path = "/api/v1/messages/" + id + "?to=" + Rest.encoded(bob.tel());
        assertThat(operator.delete(path).statusCode()).isEqualTo(204);
        assertThat(operator.delete(path).statusCode()).isEqualTo(404);
        assertThat(stateOf(id)).isEqualTo("deleted");
    }

    private String stateOf(String id) {
        var rows = Rest.json(operator.get("/api/v1/messages?user=" + Rest.encoded(bob.tel())));
        for (var row : rows.get("messages")) {
            if (row.get("id").asString().equals(id)) {
                return row.get("state").asString();
            }
        }
        throw new AssertionError("no message " + id + " in " + rows);
    }

    @Test
    void what_is_to_be_sent_soon_goes_out_then() {
        sent("{\"from\":\"SHOP\",\"to\":\"%s\",\"text\":\"soon\",\"at\":\"%s\"}"
                .formatted(bob.tel(), Instant.now().plusMillis(700)));
        scscf.receivedNothingFor(bob.tel());
        assertThat(textOf(toBob())).isEqualTo("soon");
    }

    @Test
    void a_page_mode_text_goes_by_the_same_call() {
        sent("{\"from\":\"%s\",\"to\":\"%s\",\"text\":\"Grüße\",\"kind\":\"text\"}".formatted(SHOP, bob.sip()));
        var message = scscf.receivesFor(bob.sip()).answers(200).request();
        assertThat(message.contentType()).isEqualTo("text/plain");
        assertThat(new String(message.body(), StandardCharsets.UTF_8)).isEqualTo("Grüße");
    }

    @Test
    void an_application_that_was_away_gets_the_message_once_more_and_signed() {
        shop.answers(503);
        var digits = SHOP.substring(1);
        var submit = Phone.withReport(Phone.text(digits, "STOP"), new Validity.Unspecified());
        assertThat(scscf.sends(im, submits(bob, 3, submit)).status()).isEqualTo(202);
        var first = shop.next();
        shop.answers(200);
        var second = shop.next();
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.json().get("text").asString()).isEqualTo("STOP");
        assertThat(second.json().get("from").asString()).isEqualTo("+" + bob.digits());
        assertThat(second.signature()).isEqualTo(signature(second));
        var report = scscf.receives(
                        each -> each.uri().equals(bob.sip()) && Phone.relay(each) instanceof RpMessage.Data,
                        "the status report")
                .answers(200)
                .request();
        assertThat(Phone.statusReport(report).status()).isEqualTo(Tpdu.StatusReport.RECEIVED);
        await().atMost(Duration.ofSeconds(10)).until(() -> stateOf(second.id()), "delivered"::equals);
    }

    private static String signature(HookPeer.Event event) {
        try {
            var time = event.signature().substring(2, event.signature().indexOf(','));
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            var signed = time + "." + event.body();
            return "t=" + time + ",v1="
                    + HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_wrong_order_is_told_what_is_wrong() {
        var wrong = List.of(
                "{\"from\":\"SHOP\",\"to\":\"nobody\",\"text\":\"x\"}",
                "{\"from\":\"SHOP\",\"to\":\"+4915112345\",\"text\":\"\"}",
                "{\"from\":\"SHOP\",\"to\":\"+4915112345\",\"text\":\"x\",\"kind\":\"fax\"}",
                "{\"from\":\"SHOP\",\"to\":\"+4915112345\",\"text\":\"x\",\"validity\":\"-PT1H\"}",
                "{\"from\":\"SHOP\",\"to\":\"+4915112345\",\"text\":\"x\",\"at\":\"2999-01-01T00:00:00Z\"}",
                "{\"from\":\"SHOP\",\"to\":\"+4915112345\",\"text\":\"%s\"}".formatted("x".repeat(40_000)));
        for (var json : wrong) {
            var response = operator.post("/api/v1/messages", json);
            assertThat(response.statusCode())
                    .as(json.substring(0, 40) + response.body())
                    .isEqualTo(400);
            assertThat(Rest.json(response).get("detail").asString()).isNotBlank();
        }
        assertThat(new Rest(im, AdminRole.VIEWER)
                        .post("/api/v1/messages", "{\"from\":\"SHOP\",\"to\":\"+4915112345\",\"text\":\"x\"}")
                        .statusCode())
                .isEqualTo(403);
    }
}
