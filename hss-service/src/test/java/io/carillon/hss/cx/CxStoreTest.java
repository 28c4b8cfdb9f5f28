package io.carillon.hss.cx;

import static io.carillon.diameter.BaseResult.SUCCESS;
import static io.carillon.diameter.BaseResult.UNABLE_TO_COMPLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.cx.MultimediaAuthAnswer;
import io.carillon.diameter.cx.ServerAssignmentType;
import io.carillon.diameter.cx.SipAuthDataItem;
import io.carillon.hss.HssNode;
import io.carillon.identity.aka.Milenage;
import io.carillon.identity.aka.Sqn;
import io.carillon.stores.EmbeddedMariaDb;
import io.carillon.stores.TestStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The HSS and its store: several nodes on one store, and a store that goes away. */
class CxStoreTest {

    @Test
    void two_nodes_never_give_one_sequence_number_twice() throws Exception {
        try (var other = HssNode.start("hss-2", TestStores.mysql(), "hss_shared");
                var one = new Scscf("cscf-21", HssNode.shared());
                var two = new Scscf("cscf-22", other);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var user = TestSubscriber.withAka(HssNode.shared());
            List<Callable<MultimediaAuthAnswer>> asked = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Scscf cscf = i % 2 == 0 ? one : two;
                asked.add(() -> cscf.mar(user.impi(), user.impu()));
            }
            Set<Sqn> given = new HashSet<>();
            int answered = 0;
            for (Future<MultimediaAuthAnswer> each : threads.invokeAll(asked)) {
                for (SipAuthDataItem vector : each.get().authData()) {
                    given.add(sqn(vector));
                    answered++;
                }
            }
            assertThat(answered).isGreaterThanOrEqualTo(10);
            assertThat(given).hasSize(answered);
        }
    }

    @Test
    void a_store_that_is_away_is_no_failure_of_the_user_and_comes_back() throws Exception {
        Path data = Files.createDirectories(Path.of("target", "stores").toAbsolutePath())
                .resolve("away-" + System.nanoTime());
        EmbeddedMariaDb store = EmbeddedMariaDb.start(data, 0);
        int port = store.address().getPort();
        try (var hss = HssNode.start("hss-9", store.server(), "hss");
                var scscf = new Scscf("cscf-9", hss)) {
            var user = TestSubscriber.withAka(hss);
            scscf.mar(user.impi(), user.impu());
            store.close();

            assertThat(scscf.uar(user.impi(), user.impu()).result()).isEqualTo(UNABLE_TO_COMPLY);
            assertThat(scscf.mar(user.impi(), user.impu()).result()).isEqualTo(UNABLE_TO_COMPLY);
            assertThat(scscf.sar(user.impi(), user.impu(), ServerAssignmentType.REGISTRATION)
                            .result())
                    .isEqualTo(UNABLE_TO_COMPLY);
            assertThat(scscf.lir(user.impu()).result()).isEqualTo(UNABLE_TO_COMPLY);
            assertThat(hss.get("/api/v1/subscribers/" + user.impi()).statusCode())
                    .isEqualTo(503);
            assertThat(hss.delete("/api/v1/subscribers/" + user.impi()).statusCode())
                    .isEqualTo(503);

            store = EmbeddedMariaDb.start(data, port);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> scscf.sar(user.impi(), user.impu(), ServerAssignmentType.REGISTRATION)
                            .result()
                            .equals(SUCCESS));
            BaseResult located = (BaseResult) scscf.lir(user.impu()).result();
            assertThat(located).isEqualTo(SUCCESS);
        } finally {
            store.close();
        }
    }

    /** The SQN that a vector's AUTN conceals. */
    private static Sqn sqn(SipAuthDataItem vector) {
        byte[] challenge = vector.authenticate().orElseThrow().toArray();
        byte[] ak = milenage().f2345(Arrays.copyOf(challenge, 16)).ak();
        byte[] sqn = new byte[6];
        for (int i = 0; i < 6; i++) {
            sqn[i] = (byte) (challenge[16 + i] ^ ak[i]);
        }
        return Sqn.of(sqn);
    }

    private static Milenage milenage() {
        HexFormat hex = HexFormat.of();
        return new Milenage(hex.parseHex(TestSubscriber.KI), hex.parseHex(TestSubscriber.OPC));
    }
}
