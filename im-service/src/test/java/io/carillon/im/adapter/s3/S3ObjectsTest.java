package io.carillon.im.adapter.s3;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.im.files.ObjectName;
import io.carillon.im.files.ObjectStore;
import io.carillon.im.files.ObjectStoreContract;
import io.carillon.im.store.StoreAway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects in a bucket of somebody else's S3 server. */
class S3ObjectsTest extends ObjectStoreContract {
    @TempDir
    private static Path dir;

    private static S3Server server;
    private static S3Objects objects;

    @BeforeAll
    static void start() throws IOException {
        if (!"true".equals(System.getenv("CI"))) {
            Assumptions.assumeTrue(
                    Files.isReadable(S3Server.classPath()), "common-lib/s3-peer is not built: these tests are skipped");
        }
        server = S3Server.start(dir);
        objects = new S3Objects(server.properties());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            objects.close();
            server.close();
        }
    }

    @Override
    protected ObjectStore store() {
        return objects;
    }

    @Test
    void who_signs_with_another_secret_gets_nothing() {
        try (var stranger = new S3Objects(server.properties("another secret"))) {
            assertThatThrownBy(() -> stranger.get(new ObjectName("a"))).isInstanceOf(StoreAway.class);
            assertThatThrownBy(() -> stranger.put(new ObjectName("a"), new byte[1]))
                    .isInstanceOf(StoreAway.class);
        }
    }
}
