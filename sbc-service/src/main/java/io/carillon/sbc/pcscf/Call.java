package io.carillon.sbc.pcscf;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The facts of one call while a message of it is under way. Only on the call's lane. */
final class Call {
    private final Calls store;
    private final String key;
    private CallFacts facts;
    private boolean stored;
    private @Nullable CallFacts kept;

    private Call(Calls store, String key, CallFacts facts, boolean stored) {
        this.store = store;
        this.key = key;
        this.facts = facts;
        this.stored = stored;
    }

    /** A new call; what an earlier attempt under the same name left is not looked at. */
    static Call begin(Calls store, String key, CallFacts facts) {
        return new Call(store, key, facts, false);
    }

    /** A call that goes on; its next {@link #keep} renews its life in the store. */
    static Optional<Call> find(Calls store, String key) {
        return store.find(key).map(facts -> new Call(store, key, facts, true));
    }

    /** The same, where nothing of it is changed but its end. */
    static Optional<Call> recall(Calls store, String key) {
        return store.recall(key).map(facts -> new Call(store, key, facts, true));
    }

    String key() {
        return key;
    }

    CallFacts facts() {
        return facts;
    }

    void change(UnaryOperator<CallFacts> change) {
        facts = change.apply(facts);
    }

    /** Takes what other requests of the call, a PRACK before this response say, have changed meanwhile. */
    void refresh() {
        if (stored) {
            store.find(key).ifPresent(this::isNow);
        }
    }

    /** The same for a call that is not answered: its requests come to the node that its INVITE came to. */
    void recall() {
        if (stored) {
            store.recall(key).ifPresent(this::isNow);
        }
    }

    private void isNow(CallFacts found) {
        facts = found;
        kept = found;
    }

    /** Into the store, before anybody hears of it. */
    void keep() {
        if (!facts.equals(kept)) {
            store.save(key, facts);
            kept = facts;
            stored = true;
        }
    }

    /**
     * A moment later, if nothing comes in between: for a response that only this node hears of again. A policy function may
     * speak of its session from the moment that it has one.
     */
    void keepSoon() {
        var before = kept == null ? "" : kept.policySession();
        if (!facts.policySession().equals(before)) {
            keep();
        } else if (!facts.equals(kept)) {
            store.saveSoon(key, facts);
            kept = facts;
            stored = true;
        }
    }

    /** The call has this policy session from now on. */
    void authorized(String session) {
        if (!facts.policySession().equals(session)) {
            if (!facts.policySession().isEmpty()) {
                store.unbind(facts.policySession());
            }
            facts = facts.authorized(session);
        }
    }

    void forget() {
        if (!facts.policySession().isEmpty()) {
            store.unbind(facts.policySession());
        }
        if (stored) {
            store.remove(key);
            stored = false;
        }
    }
}
