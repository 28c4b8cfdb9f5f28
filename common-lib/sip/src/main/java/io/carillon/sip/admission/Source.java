package io.carillon.sip.admission;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What is remembered of one source: its tokens, its offences, which fade, and its ban. Guarded by itself. */
final class Source {
    private static final double HALF_LIFE = Duration.ofMinutes(1).toNanos();
    private static final long LONGEST_BAN = Duration.ofDays(1).toNanos();
    /** Without a ban for so long it is a first offender again. */
    private static final long FORGIVEN = Duration.ofHours(6).toNanos();

    private final Map<String, TokenBucket> buckets = new HashMap<>(2);
    private double score;
    private long scoredAt;
    private int bans;
    private long bannedUntil;
    private boolean banned;
    private String reason = "";
    private long provenUntil;
    private boolean proven;
    private long seenAt;

    Source(long now) {
        this.scoredAt = now;
        this.seenAt = now;
    }

    /** An IPv4 address, or the /64 that one IPv6 host has. */
    static String name(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        var bytes = address.getAddress().clone();
        Arrays.fill(bytes, 8, 16, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }

    synchronized boolean take(String bucket, Rate rate, boolean first, long now) {
        seenAt = now;
        return buckets.computeIfAbsent(bucket, each -> new TokenBucket(rate, now))
                .take(rate, first, now);
    }

    /** True if this was the last straw. */
    synchronized boolean offends(double points, int limit, long now) {
        score = score * Math.pow(0.5, (now - scoredAt) / HALF_LIFE) + points;
        scoredAt = now;
        seenAt = now;
        return limit > 0 && score >= limit;
    }

    synchronized void ban(Duration first, String why, long now) {
        bans = bans > 0 && now - bannedUntil > FORGIVEN ? 1 : bans + 1;
        long time = Math.min(first.toNanos() << Math.min(bans - 1, 20), LONGEST_BAN);
        banFor(Duration.ofNanos(Math.max(time, first.toNanos())), why, now);
    }

    synchronized void banFor(Duration time, String why, long now) {
        bannedUntil = now + time.toNanos();
        banned = true;
        reason = why;
        score = 0;
        seenAt = now;
    }

    synchronized void prove(Duration time, long now) {
        provenUntil = now + time.toNanos();
        proven = true;
        seenAt = now;
    }

    synchronized boolean isProven(long now) {
        return proven && provenUntil - now > 0;
    }

    synchronized void lift() {
        banned = false;
        bans = 0;
    }

    synchronized boolean isBanned(long now) {
        return banned && bannedUntil - now > 0;
    }

    synchronized Firewall.Ban ban(String name, long now) {
        return new Firewall.Ban(name, Duration.ofNanos(bannedUntil - now).toSeconds() + 1, reason);
    }

    /** When memory is short only a ban matters. */
    synchronized boolean isIdle(long now) {
        return !isBanned(now) && now - seenAt > HALF_LIFE;
    }
}
