package io.carillon.diameter;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reporting node of RFC 7683: asks peers for less as the room for requests fills (loss algorithm, §6). It asks for
 * more relief at once and gives it back step by step.
 */
final class OverloadReport {
    private static final Logger LOG = LoggerFactory.getLogger(OverloadReport.class);
    /** The loss algorithm, which every node knows (§7.2). */
    private static final long LOSS = 1;

    private static final long HOST_REPORT = 0;
    /** Up to this share of its room a node has nothing to ask for: many at once are a busy hour, not an overload. */
    private static final double CALM = 0.8;

    private static final int STEP = 10;
    private static final int MOST = 90;
    private static final long BACK_A_STEP = Duration.ofSeconds(1).toNanos();
    private static final Duration VALID = Duration.ofSeconds(10);

    private static final Avp FEATURES =
            Avp.grouped(BaseAvps.OC_SUPPORTED_FEATURES, List.of(Avp.of(BaseAvps.OC_FEATURE_VECTOR, LOSS)));

    private final int room;
    private final LongSupplier nanos;
    private volatile int percent;
    private volatile @Nullable Avp olr;
    private long changed;
    private long told;
    private long sequence;

    /** @param room how many requests are handled at once at most */
    OverloadReport(int room, LongSupplier nanos) {
        this.room = room;
        this.nanos = nanos;
        this.sequence = System.currentTimeMillis();
    }

    /** What a request says: its sender heeds such reports (§5.2.2). */
    static Avp features() {
        return FEATURES;
    }

    /** So many requests are being handled. */
    void handling(int now) {
        int wanted = wanted(now);
        if (wanted == 0 && olr == null) {
            return;
        }
        update(wanted);
    }

    private int wanted(int now) {
        double over = ((double) now / room - CALM) / (1 - CALM);
        return over <= 0 ? 0 : Math.min((int) Math.ceil(over * 10) * STEP, MOST);
    }

    private synchronized void update(int wanted) {
        long now = nanos.getAsLong();
        if (wanted > percent) {
            tell(wanted, now);
        } else if (wanted < percent && now - changed >= BACK_A_STEP) {
            tell(Math.max(wanted, percent - STEP), now);
        } else if (percent == 0 && now - told > VALID.toNanos()) {
            olr = null; // all peers have heard the end of it, or have forgotten by themselves
        } else if (percent > 0 && now - told > VALID.toNanos() / 2) {
            tell(percent, now);
        }
    }

    /** A report counts only if its number is higher than the last (§4.2.3). */
    private void tell(int less, long now) {
        if (less != percent) {
            LOG.info("Peers are asked to send {} % less", less);
            changed = now;
        }
        percent = less;
        told = now;
        sequence = Math.max(sequence + 1, System.currentTimeMillis());
        olr = Avp.grouped(
                BaseAvps.OC_OLR,
                List.of(
                        Avp.of(BaseAvps.OC_SEQUENCE_NUMBER, sequence),
                        Avp.of(BaseAvps.OC_REPORT_TYPE, HOST_REPORT),
                        Avp.of(BaseAvps.OC_REDUCTION_PERCENTAGE, (long) less),
                        Avp.of(BaseAvps.OC_VALIDITY_DURATION, VALID.toSeconds())));
    }

    /** What the answer to a peer that heeds reports says (§5.3.2). */
    void writeTo(AvpWriter out) {
        out.avp(FEATURES);
        var report = olr;
        if (report != null) {
            out.avp(report);
        }
    }
}
