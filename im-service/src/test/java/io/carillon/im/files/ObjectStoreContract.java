package io.carillon.im.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every object store keeps to. */
public abstract class ObjectStoreContract {
    private final ObjectName folder = new ObjectName("test/" + UUID.randomUUID());

    protected abstract ObjectStore store();

    private List<String> names() {
        return store().below(folder).stream().map(each -> each.name().value()).toList();
    }

    @Test
    void what_is_put_is_got_and_replaced_and_deleted() {
        var name = folder.child("00000000");
        var content = new byte[300_000];
        new Random(7).nextBytes(content);
        assertThat(store().get(name)).isEmpty();
        store().put(name, content);
        assertThat(store().get(name)).contains(content);
        store().put(name, new byte[] {1});
        assertThat(store().get(name)).contains(new byte[] {1});
        store().put(name, new byte[0]);
        assertThat(store().get(name)).contains(new byte[0]);
        store().delete(name);
        store().delete(name);
        assertThat(store().get(name)).isEmpty();
    }

    @Test
    void they_are_listed_below_a_name_in_order() {
        assertThat(names()).isEmpty();
        for (int i = 11; i >= 0; i--) {
            store().put(folder.child("part" + (char) ('a' + i)), new byte[i]);
        }
        store().put(new ObjectName(folder.value() + "-beside"), new byte[] {1});
        assertThat(names()).hasSize(12).isSorted().allMatch(each -> each.startsWith(folder.value() + "/"));
        assertThat(store().below(folder).get(3)).satisfies(each -> {
            assertThat(each.size()).isEqualTo(3);
            assertThat(each.written())
                    .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(600));
        });
        store().delete(new ObjectName(folder.value() + "-beside"));
    }

    @Test
    void a_name_climbs_nowhere() {
        for (var bad :
                new String[] {"", "/etc/passwd", "../x", "a/../../x", "a//b", "a/", ".hidden", "a\\b", "a b", "ü", "a\0"
                }) {
            assertThatThrownBy(() -> new ObjectName(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void contents_of_several_blocks_are_read_from_anywhere_and_gone_on_with() {
        var contents = new Contents(store());
        var key = UUID.randomUUID().toString();
        var octets = new byte[2 * Contents.BLOCK + 12_345];
        new Random(9).nextBytes(octets);
        var first = contents.append(key, 0);
        for (int at = 0; at < 1_500_000; at += 100_000) {
            first.write(java.util.Arrays.copyOfRange(octets, at, at + 100_000));
        }
        first.flush();
        assertThat(contents.size(key)).isEqualTo(1_500_000);
        var second = contents.append(key, 1_400_000);
        second.write(java.util.Arrays.copyOfRange(octets, 1_400_000, octets.length));
        second.flush();
        assertThat(contents.size(key)).isEqualTo(octets.length).isEqualTo(second.size());
        for (int at : new int[] {0, 1, Contents.BLOCK, 1_400_001, octets.length - 1}) {
            var read = contents.read(key, at).orElseThrow();
            assertThat(read).isEqualTo(java.util.Arrays.copyOfRange(octets, at, at + read.length));
        }
        assertThat(contents.read(key, octets.length)).isEmpty();
        contents.append(key, 10).flush();
        assertThat(contents.size(key)).as("what was behind is gone").isEqualTo(10);
        assertThat(contents.sweep(Instant.now().minusSeconds(3_600))).isZero();
        contents.delete(key);
        assertThat(contents.size(key)).isZero();
    }
}
