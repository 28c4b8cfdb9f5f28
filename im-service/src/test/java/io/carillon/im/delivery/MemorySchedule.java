package io.carillon.im.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The schedule in memory. */
public final class MemorySchedule implements Schedule {
    private static final class Entry {
        private Instant due;
        private @Nullable String lease;
        private boolean forced;
        private String mark = "";

        private Entry(Instant due) {
            this.due = due;
        }
    }

    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, Instant> seen = new HashMap<>();

    @Override
    public synchronized String wake(String recipient, Instant at, boolean force) {
        boolean fresh = !entries.containsKey(recipient);
        var entry = entries.computeIfAbsent(recipient, unknown -> new Entry(at));
        var mark = UUID.randomUUID().toString();
        entry.mark = fresh ? mark : mark + "+";
        entry.forced |= force;
        if (entry.lease == null && at.isBefore(entry.due)) {
            entry.due = at;
        }
        return mark;
    }

    @Override
    public synchronized void settle(String recipient, String mark) {
        var entry = entries.get(recipient);
        if (entry != null && entry.lease == null && entry.mark.equals(mark)) {
            entries.remove(recipient);
        }
    }

    @Override
    public synchronized void ensure(String recipient, Instant at) {
        entries.putIfAbsent(recipient, new Entry(at));
    }

    @Override
    public synchronized List<Claim> claim(Instant now, Duration lease, int most) {
        var token = UUID.randomUUID().toString();
        return entries.entrySet().stream()
                .filter(each -> !each.getValue().due.isAfter(now))
                .sorted(Comparator.comparing((Map.Entry<String, Entry> each) -> each.getValue().due))
                .limit(most)
                .map(each -> {
                    var entry = each.getValue();
                    entry.due = now.plus(lease);
                    entry.lease = token;
                    boolean forced = entry.forced;
                    entry.forced = false;
                    return new Claim(each.getKey(), token, entry.mark, forced);
                })
                .toList();
    }

    @Override
    public synchronized boolean renew(Claim claim, Instant now, Duration lease) {
        var entry = entries.get(claim.recipient());
        if (entry == null || !claim.token().equals(entry.lease)) {
            return false;
        }
        entry.due = now.plus(lease);
        return true;
    }

    @Override
    public synchronized void release(Claim claim, Instant now, Optional<Instant> next) {
        var entry = entries.get(claim.recipient());
        if (entry == null || !claim.token().equals(entry.lease)) {
            return;
        }
        entry.lease = null;
        if (!entry.mark.equals(claim.mark())) {
            entry.due = now;
        } else if (next.isPresent()) {
            entry.due = next.get();
        } else {
            entries.remove(claim.recipient());
        }
    }

    @Override
    public boolean forgetful() {
        return false;
    }

    @Override
    public synchronized Seen firstSeen(String submission, Instant now) {
        var since = seen.putIfAbsent(submission, now);
        return since == null ? new Seen(now, false) : new Seen(since, true);
    }

    @Override
    public synchronized void forget(String submission) {
        seen.remove(submission);
    }
}
