package io.carillon.sbc.pcscf;

import io.carillon.node.cdr.Ending;
import io.carillon.sbc.media.MediaAnchor;
import io.carillon.sbc.media.MediaAnchor.Standing;
import io.carillon.sip.message.SipFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then at each call of the whole cluster, whichever border it came through: one whose session timer ran out
 * ends (RFC 4028 §10), one whose relay gave it up since no media came ends too, one whose relay is gone gets another,
 * and one whose border is gone is spoken for by this one. Each look is one border's only.
 */
public final class CallWatch {
    private static final Logger LOG = LoggerFactory.getLogger(CallWatch.class);
    private static final int BATCH = 100;
    /** When something is wrong with a call, it is looked at again after this. */
    private static final Duration SOON = Duration.ofSeconds(5);
    /** Longer rings no phone (RFC 3261 §16.6 Timer C is three minutes, renewed by each 180). */
    private static final Duration LONGEST_RINGING = Duration.ofMinutes(10);

    private final Calls calls;
    private final Border border;
    private final MediaAnchor anchor;
    private final SessionMedia media;
    private final CallRelease release;
    private final Reanchoring reanchoring;
    private final LeftRinging leftRinging;
    private final Neighbours neighbours;
    private final Duration period;

    public CallWatch(
            Calls calls,
            Border border,
            MediaAnchor anchor,
            SessionMedia media,
            CallRelease release,
            Reanchoring reanchoring,
            LeftRinging leftRinging,
            Neighbours neighbours,
            Duration period) {
        this.calls = calls;
        this.border = border;
        this.anchor = anchor;
        this.media = media;
        this.release = release;
        this.reanchoring = reanchoring;
        this.leftRinging = leftRinging;
        this.neighbours = neighbours;
        this.period = period;
    }

    /** What was heard in one look: who is away is asked once. */
    private record Heard(Map<String, Standing> relays, Map<String, Boolean> borders) {
        Heard() {
            this(new HashMap<>(), new HashMap<>());
        }
    }

    /** A look at every call that is due. */
    public void look(Instant now) {
        var heard = new Heard();
        var due = calls.due(now, period, BATCH);
        while (!due.isEmpty()) {
            for (var key : due) {
                try {
                    look(key, now, heard);
                } catch (SipFailure e) {
                    LOG.warn("Call {} is looked at later: {}", key, e.reason());
                }
            }
            due = due.size() < BATCH ? List.of() : calls.due(now, period, BATCH);
        }
    }

    /**
     * No call waits for its turn.
     *
     * @param news of a relay or a border, which every node hears and one acts on
     */
    public void hurry(String news, Instant now) {
        calls.hurry(news, now);
    }

    private void look(String key, Instant now, Heard heard) {
        var facts = calls.find(key).orElse(null);
        var account = facts == null ? null : facts.account();
        if (facts == null || account == null) {
            calls.remove(key);
            return;
        }
        var talk = facts.talk();
        if (talk == null) {
            ringing(key, account, heard, now);
        } else if (talk.refreshment().isOver(now)) {
            release.releaseCall(key, "session expired");
        } else {
            if (isGone(account.holder(), heard)) {
                onLane(key, talk.callId(), this::adopt);
            }
            if (!facts.media().relay().isEmpty()) {
                judge(key, facts, talk, standing(key, facts.media(), heard.relays()), now);
            }
        }
    }

    /** Nobody would hear its answer: the node that waited for it is gone, and the transaction with it. */
    private void ringing(String key, Account account, Heard heard, Instant now) {
        boolean forever = now.toEpochMilli() - account.began() > LONGEST_RINGING.toMillis();
        if (forever || isGone(account.holder(), heard)) {
            onLane(key, account.callId(), call -> {
                if (call.facts().talk() == null) {
                    leftRinging.end(call);
                    media.end(call, Ending.byNetwork("REFUSED 503", "node gone"));
                }
            });
        } else if (!neighbours.isListed(account.holder())) {
            calls.lookAgain(key, now.plus(SOON));
        }
    }

    private boolean isGone(String border, Heard heard) {
        return !neighbours.isListed(border) && !heard.borders().computeIfAbsent(border, neighbours::answers);
    }

    private void adopt(Call call) {
        LOG.info("Call {} goes on with this node", call.key());
        call.change(facts -> facts.accounting(account -> account.heldBy(border.nodeId())));
        call.keep();
        media.adopt(call);
    }

    private Standing standing(String key, Anchorage held, Map<String, Standing> silent) {
        var known = silent.get(held.relay());
        if (known != null) {
            return known;
        }
        var standing = anchor.standing(held.relay(), key, Instant.ofEpochMilli(held.since()));
        if (standing == Standing.UNKNOWN || standing == Standing.GONE) {
            silent.put(held.relay(), standing);
        }
        return standing;
    }

    private void judge(String key, CallFacts facts, Talk talk, Standing standing, Instant now) {
        int missed = facts.media().missed();
        if (standing == Standing.HELD) {
            if (missed > 0) {
                missed(key, talk, 0, now);
            }
        } else if (missed < patience(standing, facts)) {
            missed(key, talk, missed + 1, now);
        } else if (standing == Standing.GIVEN_UP) {
            release.releaseCall(key, "no media");
        } else if (!reanchoring.begin(key)) {
            calls.lookAgain(key, now.plus(SOON));
        }
    }

    /**
     * Looks that are only noted: the end of the call may have been under way. Where both phones of a call are ours the
     * caller's side begins, and its new offer heals the other on its way.
     */
    private static int patience(Standing standing, CallFacts facts) {
        var account = facts.account();
        int second = account != null && account.fromPhone() ? 0 : 1;
        return switch (standing) {
            case HELD, GIVEN_UP -> 1;
            case FORGOTTEN, GONE -> second;
            case UNKNOWN -> 2 + second;
        };
    }

    /** What is noted is stored, which puts off the next look; so its time is set after that. */
    private void missed(String key, Talk talk, int looks, Instant now) {
        onLane(key, talk.callId(), call -> {
            call.change(each -> each.with(each.media().missed(looks)));
            call.keep();
            if (looks > 0) {
                calls.lookAgain(key, now.plus(SOON));
            }
        });
    }

    /** In order with the messages of the call, which may change it or end it. */
    private void onLane(String key, String callId, Consumer<Call> task) {
        border.afterwards(callId, () -> Call.find(calls, key).ifPresent(task));
    }
}
