package io.carillon.lab.pcrf;

import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.rx.FlowStatus;
import io.carillon.diameter.rx.MediaComponentDescription;
import io.carillon.diameter.rx.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What this PCRF allows.
 *
 * @param refusedMedia media types that are not authorised
 * @param refusedSubscribers who is not authorised for anything
 * @param detachedSubscribers for whom there is no IP-CAN session, as when a phone has lost its bearer
 */
public record Policy(Set<MediaType> refusedMedia, Set<String> refusedSubscribers, Set<String> detachedSubscribers) {

    /** What the policy says to a session's media. */
    sealed interface Verdict {
        record Accepted() implements Verdict {}

        /** {@code acceptable} is the part of the media that would have been accepted (TS 29.214 §4.4.1). */
        record Refused(ThreeGppResult why, List<MediaComponentDescription> acceptable) implements Verdict {}
    }

    public Policy {
        refusedMedia = Set.copyOf(refusedMedia);
        refusedSubscribers = Set.copyOf(refusedSubscribers);
        detachedSubscribers = Set.copyOf(detachedSubscribers);
    }

    Verdict judge(Set<String> subscribers, List<MediaComponentDescription> media) {
        if (subscribers.stream().anyMatch(detachedSubscribers::contains)) {
            return new Verdict.Refused(ThreeGppResult.IP_CAN_SESSION_NOT_AVAILABLE, List.of());
        }
        if (subscribers.stream().anyMatch(refusedSubscribers::contains)) {
            return new Verdict.Refused(ThreeGppResult.REQUESTED_SERVICE_NOT_AUTHORIZED, List.of());
        }
        if (media.stream().anyMatch(this::refuses)) {
            List<MediaComponentDescription> acceptable =
                    media.stream().filter(component -> !refuses(component)).toList();
            return new Verdict.Refused(ThreeGppResult.REQUESTED_SERVICE_NOT_AUTHORIZED, acceptable);
        }
        return new Verdict.Accepted();
    }

    /** The same in a word. @param media kinds as SDP names them */
    boolean refuses(List<String> subscribers, List<String> media) {
        return subscribers.stream()
                        .anyMatch(name -> detachedSubscribers.contains(name) || refusedSubscribers.contains(name))
                || refusedMedia.stream()
                        .anyMatch(kind -> media.contains(kind.name().toLowerCase(Locale.ROOT)));
    }

    /** A component that is being taken away asks for nothing. */
    private boolean refuses(MediaComponentDescription component) {
        boolean removed =
                component.flowStatus().filter(FlowStatus.REMOVED::equals).isPresent();
        return !removed && component.mediaType().filter(refusedMedia::contains).isPresent();
    }
}
