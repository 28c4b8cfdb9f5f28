package io.carillon.diameter;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reacting node of RFC 7683: what hosts and realms have asked to be spared, and whether the next request is one of
 * those (loss algorithm, §6.3).
 */
final class Abatement {
    private static final Logger LOG = LoggerFactory.getLogger(Abatement.class);
    private static final int MOST = 1_000;
    private static final long REALM_REPORT = 1;
    private static final long USUAL_SECONDS = 30;
    private static final long LONGEST_SECONDS = 86_400;

    /** @param until by the clock */
    private record Wish(long sequence, int percent, long until) {}

    private final LongSupplier nanos;
    private final IntSupplier dice;
    private final Map<String, Wish> wishes = new ConcurrentHashMap<>();

    /** @param dice 0 to 99 */
    Abatement(LongSupplier nanos, IntSupplier dice) {
        this.nanos = nanos;
        this.dice = dice;
    }

    /** Takes a report out of an answer; what cannot be read is passed over (§7.3). */
    void heard(long application, Frame answer) {
        var report = answer.first(BaseAvps.OC_OLR);
        if (report == null) {
            return;
        }
        try {
            heard(application, answer, report);
        } catch (AvpException garbled) {
            LOG.debug("an overload report cannot be read: {}", garbled.getMessage());
        }
    }

    private void heard(long application, Frame answer, Avp report) {
        long sequence = -1;
        long type = -1;
        long percent = 0;
        long seconds = USUAL_SECONDS;
        for (var member : report.members()) {
            if (member.is(BaseAvps.OC_SEQUENCE_NUMBER)) {
                sequence = BaseAvps.OC_SEQUENCE_NUMBER.decode(member.data());
            } else if (member.is(BaseAvps.OC_REPORT_TYPE)) {
                type = BaseAvps.OC_REPORT_TYPE.decode(member.data());
            } else if (member.is(BaseAvps.OC_REDUCTION_PERCENTAGE)) {
                percent = BaseAvps.OC_REDUCTION_PERCENTAGE.decode(member.data());
            } else if (member.is(BaseAvps.OC_VALIDITY_DURATION)) {
                seconds = BaseAvps.OC_VALIDITY_DURATION.decode(member.data());
            }
        }
        var from = answer.first(type == REALM_REPORT ? BaseAvps.ORIGIN_REALM : BaseAvps.ORIGIN_HOST);
        if (from == null || sequence < 0 || type < 0 || type > REALM_REPORT || percent > 100) {
            return;
        }
        long valid = seconds > LONGEST_SECONDS ? USUAL_SECONDS : seconds;
        var wish = new Wish(
                sequence,
                (int) percent,
                nanos.getAsLong() + Duration.ofSeconds(valid).toNanos());
        take(key(application, type == REALM_REPORT, from.data().text()), wish);
    }

    /** Only what is newer counts (§5.2.1.3). */
    private void take(String key, Wish wish) {
        if (wishes.size() >= MOST && !wishes.containsKey(key)) {
            wishes.values().removeIf(each -> nanos.getAsLong() - each.until() > 0);
        }
        if (wishes.size() >= MOST && !wishes.containsKey(key)) {
            return;
        }
        wishes.merge(key, wish, (known, fresh) -> {
            if (fresh.sequence() <= known.sequence()) {
                return known;
            }
            if (fresh.percent() != known.percent()) {
                LOG.info("{} wants {} % less", key, fresh.percent());
            }
            return fresh;
        });
    }

    /** Whether a request to this host is one of those that it wants to be spared. */
    boolean spares(long application, String host, String realm) {
        return !wishes.isEmpty()
                && dice.getAsInt() < Math.max(percent(application, false, host), percent(application, true, realm));
    }

    private int percent(long application, boolean ofRealm, String name) {
        var wish = wishes.get(key(application, ofRealm, name));
        return wish == null || nanos.getAsLong() - wish.until() > 0 ? 0 : wish.percent();
    }

    private static String key(long application, boolean ofRealm, String name) {
        return (ofRealm ? "realm " : "host ") + name.toLowerCase(Locale.ROOT) + " (" + application + ")";
    }
}
