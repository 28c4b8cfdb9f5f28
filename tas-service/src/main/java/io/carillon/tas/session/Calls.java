package io.carillon.tas.session;

import io.carillon.sip.dialog.CallState;
import java.util.Optional;

/** Answered calls of the whole cluster: any node takes the next request of any call. */
public interface Calls {
    void save(CallState state);

    /** By either of its two dialogs. */
    Optional<CallState> find(String callId, String localTag);

    void remove(CallState state);
}
