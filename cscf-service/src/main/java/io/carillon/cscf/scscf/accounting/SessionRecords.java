package io.carillon.cscf.scscf.accounting;

import io.carillon.cscf.HomeNetwork;
import io.carillon.cscf.ifc.SessionCase;
import io.carillon.identity.Impu;
import io.carillon.node.cdr.CdrSink;
import io.carillon.node.cdr.Ending;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.proxy.Forward;
import io.carillon.sip.transaction.Lanes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Writes the records. Until a session is answered its node knows of it, then the store does, under a name that stands in
 * our Record-Route: whichever node gets the BYE ends the record, under the id that it had from the start.
 */
public final class SessionRecords {
    private static final Logger LOG = LoggerFactory.getLogger(SessionRecords.class);
    private static final Set<String> REFRESHING = Set.of(Method.INVITE, Method.UPDATE);
    private static final int BATCH = 200;

    private final Sessions sessions;
    private final CdrSink sink;
    private final HomeNetwork home;
    private final Lanes lanes;
    private final Clock clock;
    private final Predicate<String> lives;
    private final boolean wanted;

    /**
     * @param lives whether a node of this kind is there
     * @param wanted if the operator charges by the S-CSCF's records at all
     */
    public SessionRecords(
            Sessions sessions,
            CdrSink sink,
            HomeNetwork home,
            Lanes lanes,
            Clock clock,
            Predicate<String> lives,
            boolean wanted) {
        this.sessions = sessions;
        this.sink = sink;
        this.home = home;
        this.lanes = lanes;
        this.clock = clock;
        this.lives = lives;
        this.wanted = wanted;
    }

    /** The way of a request outside of dialogs through this node. */
    public Passage passage(SipRequest request) {
        return new Passage(home, wanted && request.is(Method.INVITE) ? this : null);
    }

    Instant now() {
        return clock.instant();
    }

    Account account(Impu served, SessionCase sessionCase, SipRequest invite) {
        return Account.of(sink.nextId(), served, sessionCase, invite);
    }

    /** In the store before the caller hears of the answer. */
    void answered(String name, Session session) {
        guarded(session.callId(), () -> sessions.save(name, session));
    }

    void rings(String name, Session session) {
        sessions.saveSoon(name, session.ringing(now()));
    }

    /** Never answered. @param remembered if it has rung */
    void failed(String name, Session session, SipResponse last, boolean remembered) {
        write(session, Ending.unanswered(last), now());
        if (remembered) {
            guarded(session.callId(), () -> sessions.remove(name));
        }
    }

    private void write(Session session, Ending ending, Instant end) {
        for (var account : session.accounts()) {
            sink.write(session.record(account, home.nodeId(), ending, end));
        }
    }

    /**
     * A request in a dialog, on its way: its answer leaves when the store knows of it.
     *
     * @param routes ours, by which it came
     */
    public Forward inDialog(Forward forward, SipRequest request, List<NameAddr> routes) {
        var names = names(routes);
        if (names.isEmpty()) {
            return REFRESHING.contains(request.method()) ? forward.recordRoute(home.recordRoute()) : forward;
        }
        if (request.is(Method.BYE)) {
            var heard = new AtomicBoolean();
            return forward.onLaneResponse(response -> {
                        if (!heard.getAndSet(true)) {
                            hungUp(names, request);
                        }
                        return response;
                    })
                    .onDone(ignored -> {
                        if (!heard.getAndSet(true)) {
                            onLane(request.callId(), () -> hungUp(names, request));
                        }
                    });
        }
        return REFRESHING.contains(request.method())
                ? forward.recordRoute(home.recordRoute(names.getFirst(), Set.of()))
                        .onLaneResponse(response -> {
                            refreshed(names, response);
                            return response;
                        })
                : forward;
    }

    private static List<String> names(List<NameAddr> routes) {
        return routes.stream()
                .map(NameAddr::sipUri)
                .flatMap(uri -> HomeNetwork.session(uri).stream())
                .toList();
    }

    /** The same BYE may be heard of twice: the first time counts. */
    private void hungUp(List<String> names, SipRequest bye) {
        each(bye.callId(), names, (name, session) -> end(name, session, session.ending(bye), now()));
    }

    private void refreshed(List<String> names, SipResponse response) {
        if (response.isSuccess()) {
            each(response.callId(), names, (name, session) -> sessions.save(name, session.refreshed(response, now())));
        }
    }

    private void each(String callId, List<String> names, BiConsumer<String, Session> task) {
        for (var name : names) {
            guarded(
                    callId,
                    () -> sessions.find(name)
                            .filter(session -> session.callId().equals(callId))
                            .ifPresent(session -> task.accept(name, session)));
        }
    }

    /** Written, then forgotten: a node that dies between the two leaves a record that comes again and counts once. */
    private void end(String name, Session session, Ending ending, Instant end) {
        write(session, ending, end);
        sessions.remove(name);
    }

    /** Sessions whose BYE nobody has seen, and those that rang at a node that is gone; called now and then. */
    public void tick() {
        List<String> overdue;
        do {
            overdue = sessions.overdue(now(), BATCH);
            overdue.forEach(name ->
                    sessions.find(name).ifPresentOrElse(session -> late(name, session), () -> sessions.remove(name)));
        } while (overdue.size() == BATCH);
    }

    private void late(String name, Session session) {
        if (session.answered() > 0) {
            var until = Instant.ofEpochMilli(session.until());
            end(name, session, Ending.byNetwork("RELEASED 503", "session expired"), until);
        } else if (lives.test(session.node())) {
            sessions.save(name, session.ringing(now()));
        } else {
            end(name, session, Ending.byNetwork("REFUSED 503", "node gone"), now());
        }
    }

    /** What is to be charged for is not refused because it cannot be written down. */
    private static void guarded(String callId, Runnable task) {
        try {
            task.run();
        } catch (DataAccessException e) {
            LOG.error("ALARM The store does not take the session of call {}: its record comes late or not", callId, e);
        }
    }

    /** In order with the call's other messages. */
    void onLane(String callId, Runnable task) {
        if (!lanes.run(callId, task)) {
            Thread.ofVirtual().start(task); // over the bound new calls are shed, the end of one is not
        }
    }

    /** As above, and then the answer goes on, whatever has become of it. */
    void beforeAnswer(SipResponse answer, Runnable task, Consumer<SipResponse> onward) {
        onLane(answer.callId(), () -> {
            try {
                task.run();
            } finally {
                onward.accept(answer);
            }
        });
    }
}
