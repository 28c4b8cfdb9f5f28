package io.carillon.rtpproxy.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReceptionStatisticsTest {
    private static final long FRAME = 20_000_000;

    private final ReceptionStatistics statistics = new ReceptionStatistics();

    private void receive(int ssrc, int sequence, long arrival) {
        statistics.count(ssrc, sequence & 0xffff, sequence * 160, 172, arrival, 8000);
    }

    @Test
    void a_steady_stream_has_no_loss_and_no_jitter() {
        for (int i = 0; i < 100; i++) {
            receive(1, i, i * FRAME);
        }
        assertThat(statistics.packets()).isEqualTo(100);
        assertThat(statistics.bytes()).isEqualTo(17_200);
        assertThat(statistics.lost()).isZero();
        assertThat(statistics.jitter()).isZero();
    }

    @Test
    void gaps_count_as_loss_across_the_wrap_of_sequence_numbers() {
        for (int i = 65_530; i < 65_550; i++) {
            if (i % 5 != 0 || i == 65_530) {
                receive(1, i, i * FRAME);
            }
        }
        assertThat(statistics.lost()).isEqualTo(3);
    }

    @Test
    void late_packets_are_not_lost() {
        int[] order = {1, 2, 4, 3, 5};
        for (int sequence : order) {
            receive(1, sequence, sequence * FRAME);
        }
        assertThat(statistics.lost()).isZero();
    }

    @Test
    void jitter_approaches_the_mean_deviation() {
        for (int i = 0; i < 500; i++) {
            receive(1, i, i * FRAME + (i % 2) * 5_000_000);
        }
        assertThat(statistics.jitter()).isBetween(38, 40);
    }

    @Test
    void a_new_source_starts_anew_and_keeps_the_loss_so_far() {
        receive(1, 1, 0);
        receive(1, 3, 2 * FRAME);
        receive(2, 40_000, 3 * FRAME);
        receive(2, 40_001, 4 * FRAME);
        assertThat(statistics.lost()).isEqualTo(1);
        assertThat(statistics.ssrc()).isEqualTo(2);
    }

    @Test
    void a_restarted_sender_is_no_loss_of_thousands() {
        receive(1, 1, 0);
        receive(1, 30_000, FRAME);
        receive(1, 30_001, 2 * FRAME);
        receive(1, 30_002, 3 * FRAME);
        assertThat(statistics.lost()).isZero();
    }
}
