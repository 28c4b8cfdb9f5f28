package io.carillon.trace;

import io.carillon.diameter.DiameterMessage;
import io.carillon.diameter.Octets;
import io.carillon.diameter.rx.AaAnswer;
import io.carillon.diameter.rx.AaRequest;
import io.carillon.diameter.rx.AbortSessionRequest;
import io.carillon.diameter.rx.FlowStatus;
import io.carillon.diameter.rx.MediaComponentDescription;
import io.carillon.diameter.rx.MediaType;
import io.carillon.diameter.rx.ReAuthRequest;
import io.carillon.diameter.rx.Rx;
import io.carillon.diameter.rx.SpecificAction;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What recorded Rx messages say of media (TS 29.214). */
final class RxReading {
    private static final Set<SpecificAction> LOSSES =
            EnumSet.of(SpecificAction.INDICATION_OF_LOSS_OF_BEARER, SpecificAction.INDICATION_OF_RELEASE_OF_BEARER);

    private RxReading() {}

    /** §4.4.1. */
    static AskedMedia media(Exchange asked) {
        Map<String, String> kinds = new LinkedHashMap<>();
        read(asked.request(), AaRequest.class).stream()
                .flatMap(aar -> aar.mediaComponents().stream())
                .filter(component -> !component.flowStatus().equals(Optional.of(FlowStatus.REMOVED)))
                .forEach(component -> kinds.put(number(component), kind(component)));
        return new AskedMedia(
                kinds,
                asked.answers().stream()
                        .flatMap(answer -> read(answer, AaAnswer.class).stream())
                        .flatMap(answer -> answer.acceptableServiceInfo().stream())
                        .flatMap(info -> info.mediaComponents().stream())
                        .map(RxReading::number)
                        .collect(Collectors.toSet()));
    }

    private static String number(MediaComponentDescription component) {
        return Long.toString(component.number());
    }

    private static String kind(MediaComponentDescription component) {
        return component.mediaType().orElse(MediaType.OTHER).name().toLowerCase(Locale.ROOT);
    }

    /** The command with its reason, if all bearers are lost by it: events of some flows end nothing (§4.4.6.2). */
    static Optional<String> loss(Arrow told) {
        if (told.summary().startsWith("ASR")) {
            return Optional.of(read(told, AbortSessionRequest.class)
                    .map(asr -> "ASR " + asr.abortCause())
                    .orElse("ASR"));
        }
        return read(told, ReAuthRequest.class)
                .filter(rar -> rar.flows().isEmpty())
                .flatMap(rar ->
                        rar.specificActions().stream().filter(LOSSES::contains).findFirst())
                .map(action -> "RAR " + action);
    }

    private static <M extends DiameterMessage> Optional<M> read(Arrow arrow, Class<M> type) {
        try {
            return Rx.APPLICATION
                    .read(Octets.ofHex(arrow.payload()))
                    .filter(type::isInstance)
                    .map(type::cast);
        } catch (IllegalArgumentException noHexadecimal) {
            return Optional.empty();
        }
    }
}
