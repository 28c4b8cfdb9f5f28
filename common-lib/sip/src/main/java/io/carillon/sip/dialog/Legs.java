package io.carillon.sip.dialog;

import io.carillon.sip.message.SipRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where the two sides of a call are reached from, and the dialogs with them. */
final class Legs {
    private final B2bua bua;
    private final BackToBackCall call;
    private final Leg caller;
    private final List<DialogPair> pairs = new CopyOnWriteArrayList<>();
    private final List<B2bua.Key> keys = new CopyOnWriteArrayList<>();
    private volatile Leg callee;

    Legs(B2bua bua, BackToBackCall call, String callerListener, String calleeListener) {
        this.bua = bua;
        this.call = call;
        this.caller = bua.leg(callerListener);
        this.callee = bua.leg(calleeListener);
    }

    Leg with(Party party) {
        return party == Party.CALLER ? caller : callee;
    }

    Leg calleeAt(String listener) {
        callee = bua.leg(listener);
        return callee;
    }

    String contact(Party party) {
        return bua.contactAt(with(party).listener());
    }

    /** From now on requests of this dialog are the call's. */
    void enter(String callId, String localTag) {
        var key = new B2bua.Key(callId, localTag);
        keys.add(key);
        bua.enter(key, call);
    }

    void add(DialogPair pair) {
        pairs.add(pair);
    }

    void leave() {
        bua.leave(new ArrayList<>(keys), call);
    }

    /** The pair that a request belongs to. */
    Optional<DialogPair> pairOf(SipRequest request) {
        for (var pair : pairs) {
            if (pair.sender(request).isPresent()) {
                return Optional.of(pair);
            }
        }
        return Optional.empty();
    }

    boolean isFrom(Party party, SipRequest request) {
        return pairOf(request)
                .flatMap(pair -> pair.sender(request))
                .filter(party::equals)
                .isPresent();
    }

    /** The other side of a dialog of this call. */
    Optional<Replaces> across(Replaces named) {
        return pairs.stream()
                .flatMap(pair ->
                        named.across(pair.caller().state(), pair.callee().state()).stream())
                .findFirst();
    }
}
