package io.carillon.cscf.wire;

import static io.carillon.diameter.cx.ServerAssignmentType.ADMINISTRATIVE_DEREGISTRATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.cscf.reginfo.Told;
import io.carillon.sip.message.HeaderName;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What an operator sees and does over REST. */
class AdminTest {
    private final Cluster core = Cluster.shared();
    private final Peer sbc = new Peer("sbc");
    private final Peer as = new Peer("as");
    private final Subscriber alice = core.hss.add(Subscriber.digest("alice"));
    private final Handset phone = new Handset(alice, sbc, "a");
    private final AdminClient operator = core.admin(1, "operator");
    private final AdminClient viewer = core.admin(2, "viewer");

    @BeforeEach
    void alice_is_registered() {
        phone.registers(core.cscf(1));
    }

    @AfterEach
    void close() {
        List.of(sbc, as).forEach(Peer::close);
    }

    private static String path(String impu) {
        return "/api/v1/registrations/" + URLEncoder.encode(impu, StandardCharsets.UTF_8);
    }

    @Test
    void a_registered_user_is_shown_under_any_identity() {
        for (var impu : List.of(alice.impu, alice.tel)) {
            var user = viewer.get(path(impu)).json();
            assertThat(user.at("/identities/0").asString()).isEqualTo(alice.impu);
            var device = user.at("/devices/0");
            assertThat(device.at("/contact").asString()).contains(phone.contact);
            assertThat(device.at("/impi").asString()).isEqualTo(alice.impi);
            assertThat(device.at("/source").asString()).isEqualTo("127.0.0.1");
            assertThat(java.time.Instant.parse(device.at("/expires").asString()))
                    .isAfter(java.time.Instant.parse(device.at("/since").asString()));
        }
    }

    @Test
    void the_list_has_pages() {
        for (int i = 0; i < 3; i++) {
            new Handset(core.hss.add(Subscriber.digest("many")), sbc, "m").registers(core.cscf(1));
        }
        var page = viewer.get("/api/v1/registrations?limit=2").json();
        assertThat(page.at("/registrations")).hasSizeBetween(1, 2);
        assertThat(page.at("/devices").asLong()).isGreaterThanOrEqualTo(4);
        assertThat(viewer.get("/api/v1/registrations?limit=0").status()).isEqualTo(400);
        assertThat(viewer.get("/api/v1/registrations?offset=-1").status()).isEqualTo(400);
    }

    @Test
    void a_user_is_found_by_part_of_the_first_identity_and_by_any_in_full() {
        for (var q : List.of(alice.name + "@", alice.impu, alice.tel, alice.tel.substring("tel:".length()))) {
            assertThat(users(viewer.get(search(q, 10)))).as(q).containsExactly(alice.impu);
        }
        assertThat(users(viewer.get(search(alice.name + "x", 10)))).isEmpty();
    }

    @Test
    void a_search_goes_on_where_its_page_ended() {
        var name = "few" + System.nanoTime();
        var wanted = Stream.generate(() -> core.hss.add(Subscriber.digest(name)))
                .limit(3)
                .toList();
        wanted.forEach(each -> new Handset(each, sbc, "m").registers(core.cscf(1)));
        var found = new ArrayList<String>();
        var path = search(name, 1);
        while (!path.isEmpty()) {
            var page = viewer.get(path);
            assertThat(page.json().at("/registrations").size()).isLessThanOrEqualTo(1);
            found.addAll(users(page));
            path = page.link().isEmpty()
                    ? ""
                    : page.link().substring(1, page.link().indexOf('>'));
        }
        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(
                        wanted.stream().map(each -> each.impu).toList());
    }

    private static String search(String q, int limit) {
        return "/api/v1/registrations?limit=" + limit + "&q=" + URLEncoder.encode(q, StandardCharsets.UTF_8);
    }

    private static List<String> users(AdminClient.Reply page) {
        return page.json()
                .at("/registrations")
                .valueStream()
                .map(each -> each.at("/identities/0").asString())
                .toList();
    }

    @Test
    void who_is_not_registered_or_no_identity_is_told_so() {
        assertThat(viewer.get(path("sip:nobody@" + Cluster.HOME)).status()).isEqualTo(404);
        assertThat(viewer.get(path("nobody")).status()).isEqualTo(400);
        assertThat(viewer.get(path("nobody")).contentType()).startsWith("application/problem+json");
    }

    @Test
    void an_operator_puts_a_user_out_and_everybody_hears_of_it() {
        alice.profile.tells(10, as.uri(), "");
        phone.registers(core.cscf(1));
        as.replies(as.receives("REGISTER"), 200);
        watches();
        assertThat(viewer.delete(path(alice.impu)).status()).isEqualTo(403);
        assertThat(operator.delete(path(alice.tel) + "?again=false").status()).isEqualTo(204);
        var notify = sbc.receives("NOTIFY");
        sbc.replies(notify, 200);
        assertThat(Told.by(notify.request()).events(alice.impu)).containsExactly(Map.entry(phone.contact, "rejected"));
        var gone = as.receives("REGISTER");
        assertThat(gone.request().number(HeaderName.EXPIRES)).contains(0);
        as.replies(gone, 200);
        assertThat(core.hss.assignments(alice)).endsWith(ADMINISTRATIVE_DEREGISTRATION);
        assertThat(viewer.get(path(alice.impu)).status()).isEqualTo(404);
        var audited = viewer.get("/api/v1/authentications?impi=" + alice.impi).json();
        assertThat(audited.at("/0/happening").asString()).isEqualTo("PUT_OUT");
        assertThat(audited.at("/0/source").asString()).isEqualTo("test");
    }

    private void watches() {
        var subscribe = phone.request("SUBSCRIBE", alice.impu)
                .append(HeaderName.EVENT, "reg")
                .build();
        assertThat(sbc.asks(subscribe, core.cscf(1)).status()).isEqualTo(200);
        sbc.replies(sbc.receives("NOTIFY"), 200);
    }

    @Test
    void an_operator_lets_a_phone_authenticate_again() {
        watches();
        JsonNode user = operator.post(path(alice.impu) + "/challenge").json();
        var left = java.time.Duration.between(
                core.clock.instant(),
                java.time.Instant.parse(user.at("/devices/0/expires").asString()));
        assertThat(left.toSeconds()).isBetween(30L, 60L);
        var notify = sbc.receives("NOTIFY");
        sbc.replies(notify, 200);
        assertThat(Told.by(notify.request()).events(alice.impu)).containsExactly(Map.entry(phone.contact, "shortened"));
    }

    @Test
    void failures_are_in_the_audit() {
        phone.password = "guess";
        phone.registers(core.cscf(2));
        var audited =
                viewer.get("/api/v1/authentications?limit=1&impi=" + alice.impi).json();
        assertThat(audited.at("/0/happening").asString()).isEqualTo("WRONG_ANSWER");
        assertThat(audited.at("/0/impu").asString()).isEqualTo(alice.impu);
        assertThat(audited.at("/0/node").asString()).isEqualTo("cscf-2");
        assertThat(viewer.get("/api/v1/authentications?limit=0").status()).isEqualTo(400);
    }

    @Test
    void without_a_token_nothing_is_shown() {
        assertThat(core.admin(1, "").get("/api/v1/registrations").status()).isEqualTo(401);
    }
}
