package io.carillon.node.cdr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpooledTest {
    private final Spooled record = new Spooled("k1", "{}".getBytes(StandardCharsets.UTF_8));

    @Test
    void a_record_is_its_length_its_crc_and_its_two_parts() {
        assertThat(HexFormat.of().formatHex(record.encode()))
                .startsWith("00000008") // 4 + 2 + 2 octets follow the CRC
                .endsWith("00000002" + "6b31" + "7b7d") // length of the key, "k1", "{}"
                .hasSize(2 * (4 + 4 + 8));
    }

    @Test
    void records_are_read_one_after_the_other() {
        ByteBuffer both = ByteBuffer.allocate(64).put(record.encode()).put(new Spooled("", new byte[0]).encode());
        both.flip();

        assertThat(Spooled.decode(both))
                .hasValueSatisfying(first -> assertThat(first.key()).isEqualTo("k1"));
        assertThat(Spooled.decode(both))
                .hasValueSatisfying(second -> assertThat(second.value()).isEmpty());
        assertThat(Spooled.decode(both)).isEmpty();
        assertThat(both.hasRemaining()).isFalse();
    }

    @Test
    void a_write_that_was_cut_off_anywhere_is_no_record() {
        byte[] whole = record.encode();
        for (int length = 0; length < whole.length; length++) {
            assertThat(Spooled.decode(ByteBuffer.wrap(Arrays.copyOf(whole, length))))
                    .isEmpty();
        }
    }

    @Test
    void a_flipped_bit_anywhere_is_no_record() {
        byte[] whole = record.encode();
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] bad = whole.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            ByteBuffer buffer = ByteBuffer.wrap(bad);
            assertThat(Spooled.decode(buffer)).isEmpty();
            assertThat(buffer.position()).isZero();
        }
    }

    @Test
    void noise_is_no_record() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            assertThat(Spooled.decode(ByteBuffer.wrap(noise))).isEmpty();
        }
    }
}
