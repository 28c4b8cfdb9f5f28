package io.carillon.diameter;

import static io.carillon.diameter.Net.lia;
import static io.carillon.diameter.Net.server;
import static io.carillon.diameter.Wire.ask;
import static io.carillon.diameter.Wire.good;
import static io.carillon.diameter.Wire.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.cx.LocationInfoRequest;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server, and the proof after each test that it still answers. */
abstract class GoodRequestAfterwards {
    DiameterServer hss;

    @BeforeEach
    void start() {
        hss = DiameterServer.create(server("hss"))
                .handle(LocationInfoRequest.class, r -> {
                    if (r.publicIdentity().equals("break")) {
                        throw new IllegalStateException("a handler's own trouble");
                    }
                    return lia("sip:scscf");
                })
                .start();
    }

    @AfterEach
    void still_answers() throws IOException {
        try (var peer = RawPeer.introduced(hss, "peer")) {
            assertThat(result(ask(peer, good()))).isEqualTo(BaseResult.SUCCESS);
        } finally {
            hss.close();
        }
    }
}
