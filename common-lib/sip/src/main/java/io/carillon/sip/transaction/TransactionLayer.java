package io.carillon.sip.transaction;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.RandomTokens;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipParseException;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.message.Via;
import io.carillon.sip.transaction.Step.Event;
import io.carillon.sip.transport.Addresses;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.Gate;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.PortRoles;
import io.carillon.sip.transport.SipTransports;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Matches messages to transactions and sheds what is over the bound (RFC 3261 §17.1.3, §17.2.3). */
final class TransactionLayer {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionLayer.class);

    /** The tag of answers that no transaction remembers, so that their ACKs are known for what they are. */
    private static final String TURNED_AWAY = "turned-away-";

    private static final String CANCEL = " " + Method.CANCEL;

    final SipTransports transports;
    final Timers timers;
    final Lanes lanes;
    final AlarmWheel wheel = new AlarmWheel("sip-timer");
    final Map<String, ClientMachine> clients = new ConcurrentHashMap<>();
    final Map<String, ServerMachine> servers = new ConcurrentHashMap<>();
    /** Server transactions without a final response. */
    final AtomicInteger inFlight = new AtomicInteger();

    /** What is under way in a transaction user's hands. */
    final AtomicInteger held = new AtomicInteger();

    final LongAdder retransmissions = new LongAdder();
    final LongAdder shed = new LongAdder();
    final LongAdder strays = new LongAdder();
    final Map<String, RequestHandler> handlers = new ConcurrentHashMap<>();
    final Map<String, StatelessHandler> stateless = new ConcurrentHashMap<>();
    volatile Gate gate = Gate.OPEN;
    volatile PortRoles roles = PortRoles.ALIKE;
    volatile AnswerObserver answers = AnswerObserver.NONE;
    private final int bound;
    private volatile boolean draining;
    /** When somebody was last sent away, or heard an answer that is still to be acknowledged. */
    private volatile long newsAt;

    TransactionLayer(Timers timers, int bound, Lanes lanes, Function<SipTransports.Inbound, SipTransports> transports) {
        this.transports = transports.apply(this::received);
        this.timers = timers;
        this.bound = bound;
        this.lanes = lanes;
    }

    void drain() {
        newsAt = System.nanoTime();
        draining = true;
    }

    /** Nothing is under way, and nobody was sent away for so long or has an answer to acknowledge. */
    boolean isDrained(Duration quiet) {
        return !isAtWork() && System.nanoTime() - newsAt > quiet.toNanos();
    }

    boolean isAtWork() {
        return inFlight.get() + lanes.size() + held.get() > 0;
    }

    /** Its ACK comes on its own way, which any node may be on that the call has passed (§13.3.1.4). */
    void inviteAnswered() {
        if (draining) {
            newsAt = System.nanoTime();
        }
    }

    /** Runs the task once on the timer thread; what is returned cancels it. */
    Runnable after(long millis, Runnable task) {
        return new OneShot(wheel, task, wheel.now() + millis);
    }

    void close() {
        wheel.close();
        transports.close();
    }

    /** @param branch the one in the top Via of the request */
    ClientMachine start(SipRequest request, String branch, Hop hop, String listener, ClientTransaction.Listener user) {
        var key = request.is(Method.CANCEL) ? branch + CANCEL : branch;
        var transaction = new ClientMachine(this, key, request, hop, listener, user);
        clients.put(key, transaction);
        transaction.start();
        return transaction;
    }

    /** A branch that no other element makes: 64 random bits. */
    static String newBranch() {
        return Via.MAGIC + RandomTokens.next();
    }

    private void received(SipMessage message, Arrival arrival) {
        switch (message) {
            case SipResponse response -> response(response, arrival);
            case SipRequest request -> request(request, arrival);
        }
    }

    private void response(SipResponse response, Arrival arrival) {
        if (response.isBroken()) {
            strays.increment();
            return;
        }
        var method = response.method();
        var branch = response.via().branch();
        var transaction = clients.get(method.equals(Method.CANCEL) ? branch + CANCEL : branch);
        if (transaction != null && transaction.method().equals(method)) {
            transaction.receive(response);
            return;
        }
        var handler = stateless.get(arrival.listener());
        if (handler == null) {
            strays.increment(); // RFC 6026 §8.9: stray responses are not forwarded
        } else {
            handler.onResponse(response, arrival);
        }
    }

    private void request(SipRequest received, Arrival arrival) {
        var defect = received.defect().or(() -> unframed(received, arrival));
        if (defect.isPresent()) {
            refuse(received, arrival, defect.get());
            return;
        }
        var request = completed(received, arrival);
        var relay = stateless.get(arrival.listener());
        if (relay != null) {
            pass(relay, request, arrival);
            return;
        }
        var key = ServerKey.of(request);
        var known = servers.get(key);
        if (request.is(Method.ACK)) {
            if (known == null) {
                passAck(request, arrival);
            } else {
                known.on(Event.ACK, request);
            }
        } else if (known != null) {
            known.on(Event.REQUEST, request);
        } else if (request.is(Method.CANCEL)) {
            cancel(request, arrival, key);
        } else {
            begin(request, arrival, key);
        }
    }

    private void pass(StatelessHandler handler, SipRequest request, Arrival arrival) {
        var verdict = draining && !Gate.goesFirst(request) ? Gate.Verdict.SHED : gate.admit(request, arrival);
        if (verdict != Gate.Verdict.ADMIT) {
            turnAway(request, arrival, ServerKey.of(request), verdict);
            return;
        }
        try {
            handler.onRequest(request, arrival);
        } catch (SipFailure e) {
            refuse(request, arrival, e);
        }
    }

    /** On a stream every message says how long it is (§18.3). */
    private static Optional<SipParseException> unframed(SipRequest request, Arrival arrival) {
        return arrival.transport().streams() && !request.has(HeaderName.CONTENT_LENGTH)
                ? Optional.of(new SipParseException("Missing Content-Length"))
                : Optional.empty();
    }

    private void begin(SipRequest request, Arrival arrival, String key) {
        var handler = handlers.get(arrival.listener());
        var verdict = handler == null || !hasRoom(request) ? Gate.Verdict.SHED : gate.admit(request, arrival);
        if (handler == null || verdict != Gate.Verdict.ADMIT) {
            turnAway(request, arrival, key, verdict);
            return;
        }
        var machine = new ServerMachine(this, key, request, arrival);
        var transaction = machine.serve(request);
        inFlight.incrementAndGet();
        if (servers.putIfAbsent(key, machine) != null) {
            inFlight.decrementAndGet();
            return; // the same request on two I/O threads
        }
        transaction.guarded(() -> handler.onRequest(transaction));
        machine.armTrying();
    }

    /** New work is shed over the bound and while draining; what belongs to a dialog passes, and emergency calls. */
    private boolean hasRoom(SipRequest request) {
        return !draining && inFlight.get() < bound || Gate.goesFirst(request);
    }

    /** Without a transaction, which would cost more than the answer (RFC 3261 §8.2.7): the same for each retransmission. */
    private void turnAway(SipRequest request, Arrival arrival, String key, Gate.Verdict verdict) {
        shed.increment();
        newsAt = System.nanoTime();
        if (verdict == Gate.Verdict.DROP || request.is(Method.ACK)) {
            return;
        }
        var reply = verdict == Gate.Verdict.REFUSE
                ? request.reply(403)
                : request.reply(503).append(HeaderName.RETRY_AFTER, retryAfter());
        transports.send(
                reply.toTag(TURNED_AWAY + Integer.toHexString(key.hashCode())).build(),
                ResponseRoute.of(request.via(), arrival),
                arrival.listener(),
                SipTransports.SendFailure.IGNORED);
    }

    /** Jittered, so that those sent away do not come back in one moment. */
    int retryAfter() {
        return ThreadLocalRandom.current().nextInt(2, 8);
    }

    private void cancel(SipRequest cancel, Arrival arrival, String key) {
        var machine = new ServerMachine(this, key, cancel, arrival);
        var transaction = machine.serve(cancel);
        inFlight.incrementAndGet();
        servers.put(key, machine);
        var cancelled = servers.get(ServerKey.ofCancelled(cancel));
        transaction.respond(cancelled == null ? 481 : 200);
        if (cancelled != null) {
            cancelled.cancelRequested(cancel);
        }
    }

    void passAck(SipRequest ack, Arrival arrival) {
        var handler = handlers.get(arrival.listener());
        if (handler == null || ack.toTag().orElse("").startsWith(TURNED_AWAY)) {
            return;
        }
        try {
            handler.onAck(ack, arrival);
        } catch (SipFailure e) {
            LOG.info("ACK of call {} dropped: {}", ack.callId(), e.reason());
        } catch (RuntimeException e) {
            LOG.error("ACK of call {} failed", ack.callId(), e);
        }
    }

    /** What breaks the grammar is answered without a transaction, if it can be answered at all. */
    private void refuse(SipRequest request, Arrival arrival, SipFailure defect) {
        LOG.info(
                "{} from {} refused: {} {}",
                request.method(),
                Addresses.text(arrival.remote()),
                defect.status(),
                defect.reason());
        if (request.is(Method.ACK) || !request.has(HeaderName.VIA)) {
            return;
        }
        try {
            var response = request.reply(defect.status(), defect.reason());
            if (request.has(HeaderName.TO)) {
                tolerantTag(response);
            }
            var way = roles.response(arrival, way(request, arrival));
            transports.send(response.build(), way.hop(), way.listener(), SipTransports.SendFailure.IGNORED);
        } catch (SipParseException e) {
            LOG.debug("It cannot be answered: {}", e.reason()); // it has had its line
        }
    }

    /** Whose Via cannot be read is answered where it came from. */
    private static Hop way(SipRequest request, Arrival arrival) {
        try {
            return ResponseRoute.of(request.via(), arrival);
        } catch (SipParseException e) {
            LOG.debug("Its Via cannot be read: {}", e.reason());
            return arrival.back();
        }
    }

    private static void tolerantTag(ResponseEdit response) {
        try {
            response.toTag(ResponseEdit.newTag());
        } catch (SipParseException e) {
            LOG.debug("The To header cannot take a tag: {}", e.reason());
        }
    }

    /** Adds received and rport to the top Via where they are due (§18.2.1, RFC 3581 §4). */
    private static SipRequest completed(SipRequest request, Arrival arrival) {
        var via = request.via();
        var source = Addresses.host(arrival.remote().getAddress());
        if (!via.hasRport() && via.isHost(source)) {
            return request;
        }
        return request.completed(unbracketed(source), arrival.remote().getPort());
    }

    private static String unbracketed(String host) {
        return host.charAt(0) == '[' ? host.substring(1, host.length() - 1) : host;
    }
}
