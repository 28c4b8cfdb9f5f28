package io.carillon.bench.media.generator;

import io.carillon.bench.Histogram;
import java.io.IOException;
import java.util.Locale;

/** All phones talk at a common rate for a while; what does not arrive within a second after that is lost. */
final class Talk {
    private static final long PATIENCE = 1_000_000_000L;
    private static final int BURST = 64;

    private final Phones phones;
    private final int[] sequences;
    private final Histogram latencies = new Histogram();
    private long sent;
    private long refused;
    private long heard;
    private long begun;

    Talk(Phones phones, int[] sequences) {
        this.phones = phones;
        this.sequences = sequences;
    }

    /** heard lost seconds p50 p99 complaint */
    String go(double seconds, int rate) throws IOException {
        begun = System.nanoTime();
        long end = begun + (long) (seconds * 1e9);
        long now = begun;
        for (; now < end; now = System.nanoTime()) {
            long due = (long) ((now - begun) * 1e-9 * rate) - sent - refused;
            for (long burst = Math.min(due, BURST); burst > 0; burst--) {
                speak(now);
            }
            hear(due > BURST ? 0 : 1);
        }
        long unsent = Math.max(0, (long) (seconds * rate) - sent - refused);
        for (long last = now; heard < sent && now - last < PATIENCE; now = System.nanoTime()) {
            hear(5);
        }
        long lost = sent - heard + refused;
        return String.format(
                Locale.ROOT,
                "%d %d %.3f %.3f %.3f %s",
                heard,
                lost,
                seconds,
                latencies.millis(0.5),
                latencies.millis(0.99),
                lost > 0
                        ? refused + " refused, " + (sent - heard) + " lost"
                        : unsent > 0 ? unsent + " never sent" : "-");
    }

    private void speak(long now) throws IOException {
        int phone = (int) ((sent + refused) % phones.count());
        if (phones.speak(phone, sequences[phone]++, now)) {
            sent++;
        } else {
            refused++;
        }
    }

    private void hear(int millis) throws IOException {
        int ready = phones.await(millis);
        for (int i = 0; i < ready; i++) {
            for (long at = phones.hear(i); at != Phones.NOTHING; at = phones.hear(i)) {
                long now = System.nanoTime();
                if (at >= begun && at <= now) { // not of an earlier talk, nor anybody else's
                    heard++;
                    latencies.add(now - at);
                }
            }
        }
    }
}
