package io.carillon.hss.slf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.ClientSettings;
import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.LocalNode;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.PeerAddress;
import io.carillon.diameter.Result;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.cx.Cx;
import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.LocationInfoRequest;
import io.carillon.hss.HssNode;
import io.carillon.node.NodeIdentity;
import io.carillon.stores.TestStores;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two HSSs with a store each, and a third node in front of them that only says which of them has a user. */
class SlfTest {

    @Test
    void users_of_two_hss_are_found_through_the_locator() {
        try (var one = HssNode.start("hss-21", TestStores.mysql(), "hss_slf_one");
                var other = HssNode.start("hss-22", TestStores.mysql(), "hss_slf_other");
                var slf = HssNode.start(
                        "slf-1",
                        TestStores.mysql(),
                        "hss_slf_one",
                        "--carillon.node.role=slf",
                        "--carillon.hss.slf.enabled=true",
                        "--carillon.hss.slf.routes[0].hosts=hss-21",
                        "--carillon.hss.slf.routes[0].ranges[0].from=001010000000000",
                        "--carillon.hss.slf.routes[0].ranges[0].to=001010000499999",
                        "--carillon.hss.slf.routes[1].hosts=hss-22",
                        "--carillon.hss.slf.routes[1].identities=sip:press@" + HssNode.HOME);
                var cscf = cscf(slf, one, other)) {
            order(one, "sip:001010000000001@" + HssNode.HOME);
            order(other, "sip:press@" + HssNode.HOME);
            assertThat(lir(cscf, "sip:001010000000001@" + HssNode.HOME)).isEqualTo(ThreeGppResult.UNREGISTERED_SERVICE);
            assertThat(lir(cscf, "sip:press@" + HssNode.HOME)).isEqualTo(ThreeGppResult.UNREGISTERED_SERVICE);
            assertThat(lir(cscf, "sip:nobody@" + HssNode.HOME)).isEqualTo(ThreeGppResult.USER_UNKNOWN);

            order(other, "sip:ported@" + HssNode.HOME);
            order(one, "sip:+4930123@" + HssNode.HOME);
            assertThat(slf.put("/api/v1/locations/south", "{\"hosts\":[]}").statusCode())
                    .isEqualTo(400);
            assertThat(slf.put("/api/v1/locations/south", "{\"hosts\":[\"hss-22\"]}")
                            .statusCode())
                    .isEqualTo(201);
            assertThat(slf.put(
                                    "/api/v1/locations/north",
                                    "{\"hosts\":[\"hss-21\"],\"ranges\":[{\"from\":\"4930000\",\"to\":\"4930999\"}]}")
                            .statusCode())
                    .isEqualTo(201);
            String ported = "users/" + HssNode.segment("sip:ported@" + HssNode.HOME);
            assertThat(slf.put("/api/v1/locations/nowhere/" + ported, "").statusCode())
                    .isEqualTo(404);
            assertThat(slf.put("/api/v1/locations/south/" + ported, "").statusCode())
                    .isEqualTo(204);
            assertThat(slf.get("/api/v1/locations/" + ported).body()).contains("\"location\":\"south\"");
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(lir(cscf, "sip:ported@" + HssNode.HOME))
                            .isEqualTo(ThreeGppResult.UNREGISTERED_SERVICE));
            assertThat(lir(cscf, "sip:+4930123@" + HssNode.HOME)).isEqualTo(ThreeGppResult.UNREGISTERED_SERVICE);
            assertThat(slf.delete("/api/v1/locations/south").statusCode()).isEqualTo(204);
            assertThat(slf.get("/api/v1/locations").body()).contains("hss-21").doesNotContain("hss-22");
            assertThat(slf.get("/api/v1/locations/" + ported).statusCode()).isEqualTo(404);
        }
    }

    private static DiameterClient cscf(HssNode slf, HssNode... all) {
        List<PeerAddress> peers = List.of(at(slf), at(all[0]), at(all[1]));
        var settings = ClientSettings.of(
                        new LocalNode("cscf-21." + HssNode.HOME, HssNode.HOME), () -> peers, Cx.APPLICATION)
                .redirectedBy(() -> Set.of("slf-1." + HssNode.HOME));
        var client = DiameterClient.create(settings).start();
        await().atMost(Duration.ofSeconds(20)).until(() -> client.connected().size() == 3);
        return client;
    }

    private static PeerAddress at(HssNode node) {
        return new PeerAddress(
                node.bean(NodeIdentity.class).diameterHost(),
                "127.0.0.1",
                node.diameter().getPort());
    }

    private static void order(HssNode hss, String impu) {
        String impi = impu.substring("sip:".length());
        assertThat(hss.put("/api/v1/subscribers/" + impi, "{\"impus\":[\"" + impu + "\"],\"password\":\"p\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    private static Result lir(DiameterClient cscf, String impu) {
        var request =
                LocationInfoRequest.draft().set(CxAvps.PUBLIC_IDENTITY, impu).build();
        return switch (cscf.ask(request, Duration.ofSeconds(10))) {
            case Outcome.Answered(var answer) -> answer.result();
            case Outcome.Unanswered(var reason) -> throw new AssertionError("no answer: " + reason);
        };
    }
}
