package io.carillon.im.session;

import io.carillon.im.charging.MessageCharging;
import io.carillon.im.charging.MessageCharging.Advance;
import io.carillon.im.charging.MessageCharging.ChargedMessage;
import io.carillon.im.charging.MessageCharging.Debit;
import io.carillon.im.store.MessageId;
import io.carillon.im.store.StoredMessage;
import io.carillon.node.cdr.CdrEvent;
import io.carillon.node.cdr.CdrSink;
import io.carillon.sip.message.SipFailure;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a session costs, and its record: the caller pays for the session when it begins, whoever speaks for each message.
 * A message is paid for while it passes; who can pay no more ends the session. Where one large message is all that a
 * session is for, what the caller pays at the beginning is for that message, and is paid back if none comes.
 */
final class SessionAccount implements Advance {
    private static final Logger LOG = LoggerFactory.getLogger(SessionAccount.class);
    private static final int MOST_AT_ONCE = 500;

    /** @param withoutCharging whether sessions go on while no charging node answers */
    record Office(
            MessageCharging charging, CdrSink cdrs, boolean withoutCharging, String node, Clock clock, Semaphore room) {
        static Office of(MessageCharging charging, CdrSink cdrs, boolean withoutCharging, String node, Clock clock) {
            return new Office(charging, cdrs, withoutCharging, node, clock, new Semaphore(MOST_AT_ONCE));
        }
    }

    private final Office office;
    private final String caller;
    private final String callee;
    private final String callId;
    private final String icid;
    private final MessageId id;
    private final boolean oneWay;
    private final Instant begun;
    private final AtomicReference<@Nullable ChargedMessage> advance = new AtomicReference<>();
    private final AtomicReference<@Nullable Instant> answered = new AtomicReference<>();
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong octets = new AtomicLong();
    private volatile Runnable broke = () -> {};

    /** @param oneWay the session is for one message */
    SessionAccount(Office office, String caller, String callee, String callId, String icid, boolean oneWay) {
        this.office = office;
        this.caller = caller;
        this.callee = callee;
        this.callId = callId;
        this.icid = icid;
        this.oneWay = oneWay;
        this.begun = office.clock().instant();
        this.id = MessageId.of(begun, caller, callee, callId, "session");
    }

    /** @throws SipFailure if the caller cannot pay for it */
    void begin() {
        switch (office.charging().debit(wholeSession())) {
            case Debit.Paid() -> advance.set(oneWay ? wholeSession() : null);
            case Debit.Refused(var result) -> {
                LOG.info("{} may not begin session {}: {}", caller, callId, result);
                throw new SipFailure(402);
            }
            case Debit.Unavailable(var reason) -> {
                LOG.warn("Session {} of {} without charging: {}", callId, caller, reason);
                if (!office.withoutCharging()) {
                    throw new SipFailure(503, "Charging Unavailable");
                }
            }
        }
    }

    private ChargedMessage wholeSession() {
        return new ChargedMessage(id, caller, callee, icid, false);
    }

    @Override
    public Optional<ChargedMessage> take() {
        return Optional.ofNullable(advance.getAndSet(null));
    }

    /** @param end what to do when somebody can pay no more */
    void onBroke(Runnable end) {
        broke = end;
    }

    void answered() {
        answered.compareAndSet(null, office.clock().instant());
    }

    void octets(int count) {
        octets.addAndGet(count);
    }

    /** On an I/O thread: it is paid for on another. */
    void said(StoredMessage message) {
        messages.incrementAndGet();
        if (message.sender().equals(caller) && take().isPresent()) {
            return;
        }
        if (!office.room().tryAcquire()) {
            LOG.error("Message {} of a session is not charged: charging is too slow", message.id());
            return;
        }
        Thread.ofVirtual().name("session-charging").start(() -> {
            try {
                var charged = new ChargedMessage(message.id(), message.sender(), message.recipient(), icid, false);
                if (office.charging().debit(charged) instanceof Debit.Refused(var result)) {
                    LOG.info("{} can pay for no more in session {}: {}", message.sender(), callId, result);
                    broke.run();
                }
            } finally {
                office.room().release();
            }
        });
    }

    /** @param status that the caller got; a session that nobody took, or that nothing came in, costs nothing */
    void end(int status) {
        var now = office.clock().instant();
        if (oneWay) {
            take().ifPresent(office.charging()::refund);
        } else if (status != 200) {
            office.charging().refund(wholeSession());
        }
        office.cdrs()
                .write(new CdrEvent(
                        "im-" + id,
                        CdrEvent.Kind.MESSAGE,
                        begun,
                        answered.get(),
                        now,
                        caller,
                        callee,
                        callee,
                        CdrEvent.Role.TERM,
                        status == 200 ? "completed" : "SIP " + status,
                        icid,
                        callId,
                        office.node(),
                        Map.of(
                                "service", "session",
                                "messages", Long.toString(messages.get()),
                                "octets", Long.toString(octets.get()))));
    }
}
