package io.carillon.lab.pcrf;

import io.carillon.diameter.rx.FlowStatus;
import io.carillon.diameter.rx.MediaComponentDescription;
import io.carillon.diameter.rx.SpecificAction;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An Rx session: what one application function asked for, for one user's side of a call.
 *
 * @param id a short name for people; the Session-Id has characters that do not go into a URL
 * @param peer the Origin-Host to send RAR and ASR to
 * @param media by Media-Component-Number
 */
record RxSession(
        String id,
        String sessionId,
        String peer,
        Set<String> subscribers,
        String address,
        String chargingIdentifier,
        Set<SpecificAction> subscribed,
        Map<Long, MediaComponentDescription> media,
        Instant opened,
        Instant changed) {

    RxSession {
        subscribers = Set.copyOf(subscribers);
        subscribed = Set.copyOf(subscribed);
        media = Map.copyOf(media);
    }

    /**
     * A modification names the components that change; the others stay as they are, and one with Flow-Status REMOVED goes
     * (TS 29.214 §4.4.2).
     */
    RxSession modified(
            String newPeer, List<MediaComponentDescription> components, Set<SpecificAction> actions, Instant now) {
        Map<Long, MediaComponentDescription> merged = new TreeMap<>(media);
        for (MediaComponentDescription component : components) {
            if (component.flowStatus().filter(FlowStatus.REMOVED::equals).isPresent()) {
                merged.remove(component.number());
            } else {
                merged.put(component.number(), component);
            }
        }
        return new RxSession(
                id,
                sessionId,
                newPeer,
                subscribers,
                address,
                chargingIdentifier,
                actions.isEmpty() ? subscribed : actions,
                merged,
                opened,
                now);
    }

    Collection<MediaComponentDescription> components() {
        return new TreeMap<>(media).values();
    }
}
