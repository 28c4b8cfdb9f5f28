package io.carillon.hss.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.hss.HssNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Files of subscribers over REST, on the HSS as deployed. */
class ImportsTest {
    private static final String KI = "465b5ce8b199b49faa5f0a2ee238a6bc";
    private static final String HEAD = "impi,impus,password,ki,opc,profile\n";

    private final HssNode hss = HssNode.shared();

    @Test
    void a_csv_file_is_stored_and_its_bad_lines_are_told_with_their_reasons() {
        hss.put("/api/v1/subscribers/csv0@home", "{\"impus\":[\"sip:csv0@home\"],\"password\":\"p\"}");
        String done = imported(
                "text/csv",
                "REFUSE",
                HEAD
                        + "csv1@home,\"sip:csv1@home tel:+4930801 | sip:fax1@home\",,%s,%s,\n".formatted(KI, KI)
                        + "csv2@home,sip:csv2@home,secret2,,,\n"
                        + "csv0@home,sip:other@home,secret0,,,\n"
                        + "csv3@home,sip:csv1@home,secret3,,,\n"
                        + "csv4@home,sip:csv4@home,,%s,00,\n".formatted(KI)
                        + "\n"
                        + "csv5@home,sip:csv5@home\n"
                        + "csv6@home,sip:csv6@home,secret6,,,none\n");
        assertThat(done).contains("\"state\":\"DONE\"", "\"created\":2", "\"refused\":5");
        assertThat(hss.get("/api/v1/subscribers/csv1@home").body())
                .contains("tel:+4930801", "\"impu\":\"sip:fax1@home\"", "\"set\":1", "MILENAGE");

        String refused = hss.get("/api/v1/imports/" + id(done) + "/refused").body();
        assertThat(refused.lines())
                .hasSize(6)
                .anyMatch(line -> line.startsWith("4,csv0@home,impus,") && line.contains("already provisioned"))
                .anyMatch(line -> line.startsWith("5,csv3@home,impus,") && line.contains("sip:csv1@home"))
                .anyMatch(line -> line.startsWith("6,csv4@home,opc,"))
                .anyMatch(line -> line.startsWith("8,,,there are 2 fields for 6 columns"))
                .anyMatch(line -> line.startsWith("9,csv6@home,profile,"));
        assertThat(refused).doesNotContain(KI).doesNotContain("secret");
    }

    @Test
    void a_column_says_which_identities_have_a_profile_of_their_own() {
        hss.put("/api/v1/profiles/csvfax", "{\"filterCriteria\":[]}");
        String done = imported(
                "text/csv",
                "REFUSE",
                "impi,impus,identityProfiles,password,digestAlgorithms\n"
                        + "csv7@home,sip:csv7@home sip:fax7@home;a=b,sip:fax7@home;a=b=csvfax,pw,SHA-256 MD5\n"
                        + "csv8@home,sip:csv8@home,sip:fax8@home=csvfax,pw,\n"
                        + "csv9@home,sip:csv9@home,sip:csv9@home,pw,SHA-1\n"
                        + "csv10@home,sip:csv10@home,sip:csv10@home=nosuch,pw,\n");
        assertThat(done).contains("\"created\":1", "\"refused\":3");
        assertThat(hss.get("/api/v1/subscribers/csv7@home").body()).contains("\"profile\":\"csvfax\"");
        assertThat(hss.get("/api/v1/imports/" + id(done) + "/refused").body().lines())
                .anyMatch(line ->
                        line.startsWith("3,csv8@home,identityProfiles,") || line.startsWith("3,,identityProfiles,"))
                .anyMatch(line -> line.contains("digestAlgorithms are MD5 and SHA-256"))
                .anyMatch(line -> line.contains("csv10@home") && line.contains("nosuch"));
    }

    @Test
    void json_keeps_or_replaces_what_is_there() {
        String orders = """
                [{"impi":"json1@home","impus":["sip:json1@home"],"password":"p"},
                 {"impi":"json2@home","impus":["sip:json2@home"],"algorithm":"TUAK","ki":"%s","top":"%s%s"},
                 {"impi":"json3@home","impuz":[]}]""".formatted(KI, KI, KI);
        assertThat(imported("application/json", "REFUSE", orders)).contains("\"created\":2", "\"refused\":1");
        assertThat(imported("application/json", "KEEP", orders)).contains("\"created\":0", "\"kept\":2");
        String lines = """
                {"impi":"json1@home","impus":["sip:json1@home","tel:+4930802"]}
                {"impi":"json2@home","impus":["sip:json2@home"]}
                """;
        assertThat(imported("application/x-ndjson", "REPLACE", lines)).contains("\"replaced\":1", "\"kept\":1");
        assertThat(hss.get("/api/v1/subscribers/json1@home").body()).contains("tel:+4930802");
    }

    @Test
    void what_is_exported_is_taken_again_and_holds_no_secret() {
        hss.put("/api/v1/subscribers/export1@home", """
                {"impus":["sip:export1@home",{"impu":"tel:+4930803","barred":true,"set":1}],"ki":"%s","opc":"%s"}""".formatted(KI, KI));
        String exported = hss.get("/api/v1/subscribers/export").body();
        String line = exported.lines()
                .filter(each -> each.contains("export1@home"))
                .findFirst()
                .orElseThrow();
        assertThat(line)
                .contains("\"barred\":true", "\"algorithm\":\"MILENAGE\"")
                .doesNotContain(KI, "opc", "password");
        assertThat(imported("application/x-ndjson", "REPLACE", line)).contains("\"kept\":1", "\"refused\":0");
        assertThat(imported("application/x-ndjson", "REPLACE", line.replace("export1", "export2")))
                .contains("\"refused\":1");
    }

    @Test
    void a_file_that_is_no_import_says_why() {
        assertThat(imported("text/csv", "REFUSE", "imsi,key\n1,2\n"))
                .contains("STOPPED", "the first line must name the columns");
        assertThat(imported("text/csv", "REFUSE", "impi,impus\na@home,\"sip:a@home\nb@home,sip:b@home\n"))
                .contains("STOPPED", "this is not CSV");
        assertThat(imported("application/json", "REFUSE", "[{\"impi\":")).contains("STOPPED", "this is not JSON");
        assertThat(start("text/plain", "REFUSE", "x").statusCode()).isEqualTo(415);
        assertThat(hss.get("/api/v1/imports/none").statusCode()).isEqualTo(404);
        assertThat(hss.get("/api/v1/imports").statusCode()).isEqualTo(200);
    }

    @Test
    void no_upload_stays_on_the_disk() throws Exception {
        imported("text/csv", "REFUSE", HEAD + "gone1@home,sip:gone1@home,p,,,\n");
        try (var files = Files.list(Path.of("target/run/hss-1/imports"))) {
            assertThat(files.filter(each -> each.toString().endsWith(".upload")))
                    .isEmpty();
        }
    }

    /** How long a large network takes: {@code -Dcarillon.import.subscribers=100000}. */
    @Test
    @EnabledIfSystemProperty(named = "carillon.import.subscribers", matches = "\\d+")
    void a_hundred_thousand_in_a_few_minutes() {
        int count = Integer.getInteger("carillon.import.subscribers");
        var csv = new StringBuilder("impi,impus,ki,opc\n");
        for (int i = 0; i < count; i++) {
            csv.append("00199%010d@home,sip:00199%010d@home tel:+199%09d,%s,%s\n".formatted(i, i, i, KI, KI));
        }
        Instant start = Instant.now();
        String done = imported("text/csv", "REFUSE", csv.toString());
        System.out.println(count + " subscribers in " + Duration.between(start, Instant.now()) + ": " + done);
        assertThat(done).contains("\"created\":" + count);
    }

    private String imported(String type, String present, String body) {
        var accepted = start(type, present, body);
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        String place = accepted.headers().firstValue("Location").orElseThrow();
        return await().atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> hss.get(place).body(), view -> view.contains("DONE") || view.contains("STOPPED"));
    }

    private HttpResponse<String> start(String type, String present, String body) {
        return hss.send(
                "/api/v1/imports?present=" + present,
                request -> request.header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String id(String view) {
        return List.of(view.split("\"")).get(3);
    }
}
