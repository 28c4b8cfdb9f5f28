package io.carillon.im.adapter.fastdfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.im.adapter.hbase.ObjectIndexes;
import io.carillon.im.files.ObjectName;
import io.carillon.im.files.ObjectStore;
import io.carillon.im.files.ObjectStoreContract;
import io.carillon.im.store.StoreAway;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Objects as files of a FastDFS: a peer that speaks its protocol, or a real one whose tracker is named by
 * {@code -Dcarillon.fastdfs=host:port}.
 */
class FastDfsObjectsTest extends ObjectStoreContract {
    private static FastDfsPeer peer;
    private static String tracker;

    @BeforeAll
    static void start() throws IOException {
        peer = new FastDfsPeer();
        tracker = System.getProperty("carillon.fastdfs", peer.address());
    }

    @AfterAll
    static void stop() throws IOException {
        peer.close();
    }

    private static ObjectStore at(String... trackers) {
        var properties = new FastDfsProperties(List.of(trackers), Duration.ofSeconds(5));
        return new FastDfsObjects(properties, ObjectIndexes.get(), Clock.systemUTC());
    }

    private final ObjectStore store = at(tracker);

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Test
    void what_is_replaced_or_deleted_leaves_no_file_behind() {
        var name = new ObjectName("files/" + UUID.randomUUID());
        var here = at(peer.address());
        int before = peer.files.size();
        here.put(name, new byte[] {1, 2});
        here.put(name, new byte[] {3});
        assertThat(peer.files).hasSize(before + 1);
        here.delete(name);
        assertThat(peer.files).hasSize(before);
    }

    @Test
    void a_tracker_that_is_away_has_another_beside_it() throws IOException {
        int nobody;
        try (var free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
        var name = new ObjectName("trackers/" + UUID.randomUUID());
        var content = new byte[100];
        Arrays.fill(content, (byte) 7);
        at("127.0.0.1:" + nobody, tracker).put(name, content);
        assertThat(at(tracker).get(name)).contains(content);
        assertThatThrownBy(() -> at("127.0.0.1:" + nobody).get(name)).isInstanceOf(StoreAway.class);
        at(tracker).delete(name);
    }
}
