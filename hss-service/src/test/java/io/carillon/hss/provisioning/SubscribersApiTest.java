package io.carillon.hss.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.hss.HssNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Provisioning over REST, on the HSS as deployed. */
class SubscribersApiTest {
    private static final String PATH = "/api/v1/subscribers";

    private final HssNode hss = HssNode.shared();

    @Test
    void a_subscriber_is_added_shown_listed_and_removed() {
        var added = hss.post(PATH, """
                {"impi":"carol@HOME.example","impus":["SIP:carol@Home.Example:5060;user=phone",
                  {"impu":"tel:+49-171-555","displayName":"Carol","set":1}],
                 "ki":"465b5ce8b199b49faa5f0a2ee238a6bc","op":"cdc202d5123e20f62b6d676ac72cb318",
                 "amf":"8000","sqn":"00000000ffff"}""");
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        assertThat(added.headers().firstValue("Location")).contains(PATH + "/carol@home.example");

        String shown =
                hss.get(PATH + "/" + HssNode.segment("carol@home.example")).body();
        assertThat(shown)
                .isEqualTo(hss.get(PATH + "/carol@home.example").body())
                .contains("\"impi\":\"carol@home.example\"", "\"scheme\":\"Digest-AKAv1-MD5\"")
                .contains("\"impu\":\"sip:carol@home.example\"", "\"impu\":\"tel:+49171555\"")
                .contains("\"displayName\":\"Carol\"", "\"set\":1", "\"state\":\"NOT_REGISTERED\"")
                .contains("\"profile\":\"default\"");
        assertThat(hss.get(PATH + "?size=500").body()).contains("carol@home.example", "\"total\":");

        assertThat(hss.delete(PATH + "/carol@home.example").statusCode()).isEqualTo(204);
        assertThat(hss.get(PATH + "/carol@home.example").statusCode()).isEqualTo(404);
    }

    @Test
    void credentials_go_in_and_never_come_out() {
        String ki = "00112233445566778899aabbccddeeff";
        hss.post(PATH, """
                {"impi":"dave@home","impus":["sip:dave@home"],"ki":"%s","opc":"%s"}""".formatted(ki, ki));
        assertThat(hss.get(PATH + "/dave@home").body()).doesNotContain(ki).doesNotContain("secret");
        String stored = hss.bean(JdbcTemplate.class)
                .queryForObject("SELECT HEX(secret) FROM subscriber WHERE impi = 'dave@home'", String.class);
        assertThat(stored).hasSizeGreaterThan(100).doesNotContainIgnoringCase(ki);
    }

    @Test
    void an_identity_has_one_owner() {
        hss.post(PATH, "{\"impi\":\"erin@home\",\"impus\":[\"sip:erin@home\"],\"password\":\"x\"}");
        var again = hss.post(PATH, "{\"impi\":\"erin2@home\",\"impus\":[\"sip:erin@HOME\"],\"password\":\"x\"}");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(again.body()).contains("already provisioned: sip:erin@home");
        assertThat(hss.get(PATH + "/erin2@home").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | impi is missing",
                "{\"impi\":\"x\"} | must be user@realm",
                "{\"impi\":\"x@h\",\"password\":\"p\"} | impus holds no SIP URI",
                "{\"impi\":\"x@h\",\"password\":\"p\",\"impus\":[\"tel:+1\"]} | impus holds no SIP URI",
                "{\"impi\":\"x@h\",\"password\":\"p\",\"impus\":[\"sip:x@h\",\"sip:x@H\"]} | twice",
                "{\"impi\":\"x@h\",\"password\":\"p\",\"impus\":[\"mailto:x@h\"]} | not a SIP URI",
                "{\"impi\":\"x@h\",\"password\":\"p\",\"impus\":[{}]} | without impu",
                "{\"impi\":\"x@h\",\"impus\":[\"sip:x@h\"]} | give either password",
                "{\"impi\":\"x@h\",\"impus\":[\"sip:x@h\"],\"password\":\"\"} | password is empty",
                "{\"impi\":\"x@h\",\"impus\":[\"sip:x@h\"],\"password\":\"p\",\"ki\":\"00\"} | give either password",
                "{\"impi\":\"x@h\",\"impus\":[\"sip:x@h\"],\"ki\":\"00\"} | either opc or op",
                "{\"impi\":\"x@h\",\"impus\":[\"sip:x@h\"],\"ki\":\"zz\",\"opc\":\"00\"} | ki must be 32 hexadecimal",
                "{\"impi\":\"x@h\",\"impus\":[\"sip:x@h\"],\"password\":\"p\",\"profile\":\"none\"} | no profile none",
                "{\"impi\":\"x@h\",\"impus\":[\"sip:x@h\"],\"password\":\"p\",\"mandatoryCapabilities\":[-1]} | below 0",
                "{\"impi\": | cannot be read"
            })
    void a_wrong_order_is_refused_with_what_to_mend(String order, String advice) {
        var refused = hss.post(PATH, order);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(refused.body()).contains(advice);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void every_wrong_field_is_named_at_once() {
        var refused = hss.post(PATH, """
                {"impi":"x","impus":["sip:x@h","mailto:x"],"ki":"zz","opc":"00","sqn":"1"}""");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("\"field\":\"impi\"", "\"field\":\"impus[1]\"", "\"field\":\"ki\"", "\"field\":\"opc\"")
                .contains("\"field\":\"sqn\"")
                .doesNotContain("zz");
    }

    @Test
    void a_page_leads_to_the_next() {
        for (String name : List.of("page1", "page2", "page3")) {
            hss.put(PATH + "/" + name + "@zz.home", order("sip:" + name + "@zz.home", ",\"password\":\"p\""));
        }
        String first = hss.get(PATH + "?size=2&after=page0@zz.home").body();
        assertThat(first).contains("page1@zz.home", "page2@zz.home", "\"next\":\"page2@zz.home\"");
        assertThat(hss.get(PATH + "?size=2&after=page2@zz.home").body())
                .contains("page3@zz.home")
                .doesNotContain("page2@zz.home");
        assertThat(hss.get(PATH + "?size=1").body()).contains("\"next\":\"");
    }

    @Test
    void who_is_searched_is_found_by_the_beginning_of_an_identity() {
        hss.put(PATH + "/sought1@q.home", order("sip:findme.one@q.home\",\"tel:+4977001", ",\"password\":\"p\""));
        hss.put(PATH + "/sought2@q.home", order("sip:findme_two@q.home", ",\"password\":\"p\""));
        assertThat(found("sought2")).containsExactly("sought2@q.home");
        assertThat(found("sip:findme")).containsExactly("sought1@q.home", "sought2@q.home");
        assertThat(found("findme.")).containsExactly("sought1@q.home");
        assertThat(found("+4977")).containsExactly("sought1@q.home");
        assertThat(found("tel:+4977001")).containsExactly("sought1@q.home");
        assertThat(found("findme_")).as("_ is no wildcard").containsExactly("sought2@q.home");
        for (String none : List.of("%indme", "f%me", "indme", "findme!", "q.home")) {
            assertThat(found(none)).as(none).isEmpty();
        }
        assertThat(hss.get(PATH + "?q=findme&size=2").body()).contains("\"cut\":false");
        assertThat(hss.get(PATH + "?q=findme&size=1").body())
                .contains("sought1@q.home", "\"cut\":true")
                .doesNotContain("sought2@q.home");
    }

    private List<String> found(String beginning) {
        String page = hss.get(PATH + "?q=" + URLEncoder.encode(beginning, StandardCharsets.UTF_8))
                .body();
        return JsonMapper.shared()
                .readTree(page)
                .get("items")
                .valueStream()
                .map(each -> each.get("impi").asString())
                .toList();
    }

    @Test
    void a_put_creates_then_changes_and_twice_the_same_changes_nothing() {
        String path = PATH + "/frank@home";
        String order = order("sip:frank@home", ",\"password\":\"p\"");
        var created = hss.put(path, order);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(created.headers().firstValue("ETag")).contains("\"1\"");

        assertThat(hss.put(path, order).headers().firstValue("ETag")).contains("\"1\"");
        var changed = hss.put(path, order("sip:frank@home\",\"tel:+4930555", ""));
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(changed.body()).contains("tel:+4930555");
        assertThat(changed.headers().firstValue("ETag")).contains("\"2\"");
        assertThat(hss.put(path, order("sip:frank@home", ",\"password\":\"other\""))
                        .headers()
                        .firstValue("ETag"))
                .contains("\"3\"");

        assertThat(hss.put(PATH + "/grace@home", order("sip:frank@home", ",\"password\":\"p\""))
                        .statusCode())
                .isEqualTo(409);
        assertThat(hss.put(PATH + "/grace@home", order("sip:grace@home", "")).body())
                .contains("needs a password");
        assertThat(hss.put(path, "{\"impi\":\"other@home\",\"impus\":[\"sip:frank@home\"]}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void many_who_provision_at_once_do_not_block_each_other() {
        var crowd = "crowd-" + UUID.randomUUID() + "-"; // nobody is there from an earlier attempt
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 40)
                    .mapToObj(i -> crowd + i + "@home")
                    .map(name -> clients.submit(
                            () -> hss.put(PATH + "/" + name, order("sip:" + name, ",\"password\":\"p\""))))
                    .toList();
            assertThat(answers)
                    .allSatisfy(each -> assertThat(each.get().statusCode()).isEqualTo(201));
        }
    }

    @Test
    void an_order_made_for_another_state_is_refused() {
        String path = PATH + "/heidi@home";
        String order = order("sip:heidi@home", ",\"password\":\"p\"");
        assertThat(conditional(path, order, "If-Match", "*").statusCode()).isEqualTo(412);
        assertThat(conditional(path, order, "If-None-Match", "*").statusCode()).isEqualTo(201);
        assertThat(conditional(path, order, "If-None-Match", "*").statusCode()).isEqualTo(409);
        String next = order("sip:heidi@home\",\"sip:h@home", "");
        assertThat(conditional(path, next, "If-Match", "\"7\"").statusCode()).isEqualTo(412);
        assertThat(conditional(path, next, "If-Match", "\"1\"").statusCode()).isEqualTo(200);
        assertThat(conditional(path, next, "If-Match", "foreign").statusCode()).isEqualTo(412);
        assertThat(hss.send(path, request -> request.header("If-Match", "\"1\"").DELETE())
                        .statusCode())
                .isEqualTo(412);
        assertThat(hss.send(path, request -> request.header("If-Match", "\"2\"").DELETE())
                        .statusCode())
                .isEqualTo(204);

        String profile = "{\"filterCriteria\":[]}";
        assertThat(conditional("/api/v1/profiles/tagged", profile, "If-Match", "\"0\"")
                        .statusCode())
                .isEqualTo(412);
        assertThat(conditional("/api/v1/profiles/tagged", profile, "If-None-Match", "*")
                        .statusCode())
                .isEqualTo(202);
        assertThat(hss.get("/api/v1/profiles/tagged").headers().firstValue("ETag"))
                .contains("\"0\"");
        assertThat(conditional("/api/v1/profiles/tagged", profile, "If-Match", "\"0\"")
                        .statusCode())
                .isEqualTo(202);
    }

    private HttpResponse<String> conditional(String path, String json, String header, String value) {
        return hss.send(
                path,
                request -> request.header("Content-Type", "application/json")
                        .header(header, value)
                        .PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    private static String order(String impu, String more) {
        return "{\"impus\":[\"" + impu + "\"]" + more + "}";
    }

    @Test
    void a_page_has_bounds() {
        assertThat(hss.get(PATH + "?size=100000").statusCode()).isEqualTo(400);
        assertThat(hss.get(PATH + "?page=-1").statusCode()).isEqualTo(400);
    }

    @Test
    void profiles_are_checked() {
        var refused = hss.put("/api/v1/profiles/p", """
                {"filterCriteria":[{"priority":1,"applicationServer":"as.home","defaultHandling":"SESSION_CONTINUED"}]}""");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(refused.body()).contains("not a SIP URI");
        assertThat(hss.get("/api/v1/profiles/p").statusCode()).isEqualTo(404);
        assertThat(hss.get("/api/v1/profiles/default").body()).contains("application/vnd");
        assertThat(hss.put(PATH + "/nobody@home/profile", "{\"profile\":\"default\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void nobody_provisions_without_a_token_and_the_interface_describes_itself() {
        assertThat(hss.anonymous(PATH).statusCode()).isEqualTo(401);
        assertThat(hss.get("/v3/api-docs").body()).contains(PATH, "addSubscriber", "deregisterSubscriber");
        assertThat(hss.anonymous("/actuator/health").statusCode()).isEqualTo(200);
    }
}
