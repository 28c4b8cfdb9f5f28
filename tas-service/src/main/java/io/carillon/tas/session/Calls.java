package io.carillon.tas.session;

import io.carillon.sip.dialog.CallState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Answered calls of the whole cluster: any node takes the next request of any call. One node at a time watches a call's
 * quota and session timer; when its lease ends the others take its calls over.
 */
public interface Calls {
    /** A call by its dialog with the caller. */
    record Name(String callId, String localTag) {
        static Name of(CallState state) {
            return new Name(state.caller().callId(), state.caller().localTag());
        }
    }

    /** Who watches a call. */
    enum Holder {
        THIS_NODE,
        ANOTHER_NODE,
        /** The call is over, another node has ended it. */
        NOBODY,
        /** The store does not know the call, or is away. */
        UNKNOWN
    }

    /** Writes what is true now; the call is this node's. */
    void save(CallState state);

    /** A stored call, and the node that watches it. */
    record Found(String owner, CallState state) {}

    /** By either of its two dialogs. */
    Optional<Found> find(String callId, String localTag);

    /** The call is over; that is remembered for as long as another node may think otherwise. Nobody waits for it. */
    void remove(CallState state);

    Holder holder(CallState state);

    /** From now on this node watches the call, and who did so hears of it; false if another node was faster. */
    boolean take(Name call, String from);

    /** Hears of calls that another node has taken from this one. */
    void onTaken(Consumer<Name> listener);

    /** This node lives, for so long at least. */
    void renewLease(Duration lease);

    void endLease();

    /** Nodes whose lease has ended and whose calls nobody watches. */
    List<String> orphaned();

    /** The calls that this node watches. */
    List<Name> of(String node);

    /** That node has no calls any more. */
    void forget(String node);
}
