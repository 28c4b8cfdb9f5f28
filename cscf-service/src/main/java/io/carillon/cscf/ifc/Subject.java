package io.carillon.cscf.ifc;

import io.carillon.sdp.SdpBody;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A request as the filter criteria see it. */
public record Subject(SipRequest request, SessionCase sessionCase, Optional<RegistrationType> registrationType) {
    public static Subject of(SipRequest request, SessionCase sessionCase) {
        return new Subject(request, sessionCase, Optional.empty());
    }

    boolean satisfies(ServicePointTrigger trigger) {
        return trigger.negated() != holds(trigger);
    }

    private boolean holds(ServicePointTrigger trigger) {
        return switch (trigger.condition()) {
            case Condition.RequestUri(var pattern) -> pattern.found(request.uri());
            case Condition.Method(var method) -> request.is(method) && rightKind(trigger);
            case Condition.Case(var wanted) -> wanted == sessionCase;
            case Condition.Header(var header, var content) -> {
                var values = request.all(HeaderName.of(header));
                yield content.map(pattern -> values.stream().anyMatch(pattern::found))
                        .orElse(!values.isEmpty());
            }
            case Condition.SessionDescription(var line, var content) ->
                sdp().lines()
                        .filter(each -> each.startsWith(line + "="))
                        .map(each -> each.substring(line.length() + 1))
                        .anyMatch(each ->
                                content.map(pattern -> pattern.found(each)).orElse(true));
        };
    }

    private String sdp() {
        return SdpBody.in(request.first(HeaderName.CONTENT_TYPE).orElse(""), request.body())
                .map(body -> new String(body.sdp(), StandardCharsets.UTF_8))
                .orElse("");
    }

    private boolean rightKind(ServicePointTrigger trigger) {
        return trigger.registrationTypes().isEmpty()
                || registrationType.map(trigger.registrationTypes()::contains).orElse(true);
    }
}
