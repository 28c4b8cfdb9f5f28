package io.carillon.cscf.scscf.accounting;

import io.carillon.cscf.HomeNetwork;
import io.carillon.cscf.ifc.SessionCase;
import io.carillon.identity.Impu;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.proxy.Forward;
import io.carillon.sip.transaction.ServerTransaction;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One request on its way through this node: for whom it is served, and what becomes of it. */
public final class Passage {
    private static final int TRYING = 100;

    private final HomeNetwork home;
    private final @Nullable SessionRecords records;
    private @Nullable Session session;
    private volatile boolean ringing;
    private volatile Set<Integer> media = Set.of();
    /** Empty until somebody is served. */
    private volatile String name = "";

    Passage(HomeNetwork home, @Nullable SessionRecords records) {
        this.home = home;
        this.records = records;
    }

    /** A first look at the request for this user (TS 24.229 §5.4.3.2, §5.4.3.3). */
    public synchronized void serves(Impu served, SessionCase sessionCase, SipRequest request) {
        if (records == null) {
            return;
        }
        var account = records.account(served, sessionCase, request);
        var before = session;
        if (before == null) {
            if (!name.isEmpty()) {
                return; // over meanwhile
            }
            name = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
            session = Session.begun(request, home.nodeId(), List.of(account), records.now());
        } else {
            session = before.with(Stream.concat(before.accounts().stream(), Stream.of(account))
                    .toList());
        }
    }

    /** Keeps us on the path of what makes a dialog; later requests bring the session's name with them. */
    public Forward onDialogPath(Forward forward, SipRequest request) {
        return HomeNetwork.makesDialog(request) ? forward.recordRoute(home.recordRoute(name, media)) : forward;
    }

    /** To another S-CSCF: we stay on the path only if there is something to keep to. */
    public Forward pastUs(Forward forward, SipRequest request) {
        return media.isEmpty() && name.isEmpty() ? forward : onDialogPath(forward, request);
    }

    /** The dialog will have to keep to these media profiles too (TS 24.229 §6.3). */
    public void keepsTo(Set<Integer> profiles) {
        media = Stream.concat(media.stream(), profiles.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Its answers are seen here on their way. */
    public ServerTransaction watched(ServerTransaction transaction) {
        return records == null ? transaction : new WatchedTransaction(transaction, this);
    }

    /** Refused before it went anywhere. */
    public void refused(SipResponse refusal) {
        pass(refusal, ignored -> {});
    }

    void pass(SipResponse response, Consumer<SipResponse> onward) {
        var open = open();
        if (records == null || open == null) {
            onward.accept(response);
        } else if (response.isProvisional()) {
            rings(records, open, response);
            onward.accept(response);
        } else if (response.isSuccess()) {
            records.beforeAnswer(response, () -> keep(records, response), onward);
        } else {
            onward.accept(response);
            records.onLane(response.callId(), () -> fail(records, response));
        }
    }

    /** From now on it has a record, whatever becomes of this node. */
    private void rings(SessionRecords keeper, Session open, SipResponse response) {
        if (response.status() > TRYING && !ringing) {
            ringing = true;
            keeper.rings(name, open);
        }
    }

    private synchronized @Nullable Session open() {
        return session;
    }

    private synchronized @Nullable Session take() {
        var open = session;
        session = null;
        return open;
    }

    private void keep(SessionRecords keeper, SipResponse answer) {
        var open = take();
        if (open != null) {
            keeper.answered(name, open.answered(answer, keeper.now()));
        }
    }

    private void fail(SessionRecords keeper, SipResponse last) {
        var open = take();
        if (open != null) {
            keeper.failed(name, open, last, ringing);
        }
    }
}
