package io.carillon.im.adapter.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.im.files.ObjectName;
import io.carillon.im.files.ObjectStore;
import io.carillon.im.files.ObjectStoreContract;
import io.carillon.im.store.StoreAway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects on a disk. */
class DiskObjectsTest extends ObjectStoreContract {
    @TempDir
    private Path dir;

    @Override
    protected ObjectStore store() {
        return new DiskObjects(dir);
    }

    @Test
    void what_a_dead_node_left_unfinished_is_no_object() throws IOException {
        store().put(new ObjectName("a/b"), new byte[] {1});
        Files.write(dir.resolve("a/b.part"), new byte[] {2});
        assertThat(store().below(new ObjectName("a"))).hasSize(1);
    }

    @Test
    void a_disk_that_cannot_be_written_is_a_store_that_is_away() throws IOException {
        var file = Files.write(dir.resolve("file"), new byte[] {1});
        var store = new DiskObjects(file);
        Assertions.assertThatThrownBy(() -> store.put(new ObjectName("a"), new byte[1]))
                .isInstanceOf(StoreAway.class);
    }
}
