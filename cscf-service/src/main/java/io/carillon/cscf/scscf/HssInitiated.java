package io.carillon.cscf.scscf;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.cx.PushProfileAnswer;
import io.carillon.diameter.cx.PushProfileRequest;
import io.carillon.diameter.cx.RegistrationTerminationAnswer;
import io.carillon.diameter.cx.RegistrationTerminationRequest;
import io.carillon.cscf.ifc.UserProfileReader;
import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the HSS starts: de-registration and a changed profile (TS 29.228 §6.1.3, §6.2.2). */
public final class HssInitiated {
    private static final Logger LOG = LoggerFactory.getLogger(HssInitiated.class);
    private static final Duration KEPT = Duration.ofDays(1);

    private final Bindings bindings;
    private final Clock clock;

    public HssInitiated(Bindings bindings, Clock clock) {
        this.bindings = bindings;
        this.clock = clock;
    }

    /** RTR: forgets the registration of the identities named, or of the whole subscription. */
    public RegistrationTerminationAnswer terminate(RegistrationTerminationRequest request) {
        var named = request.publicIdentities().stream()
                .map(Impu::parse)
                .map(bindings::find)
                .flatMap(Optional::stream)
                .toList();
        var registrations = named.isEmpty()
                ? bindings.findPrivate(Impi.parse(request.userName())).stream().toList()
                : named;
        for (var registration : registrations) {
            bindings.forget(registration.profile().notBarred());
        }
        LOG.info(
                "HSS de-registered {} ({} registrations): {}",
                request.userName(),
                registrations.size(),
                request.reason().code());
        return RegistrationTerminationAnswer.draft().result(BaseResult.SUCCESS).build();
    }

    /** PPR: the next request is served by the new profile. */
    public PushProfileAnswer push(PushProfileRequest request) {
        var answer = PushProfileAnswer.draft();
        var known = bindings.findPrivate(Impi.parse(request.userName()));
        if (request.userData().isEmpty() || known.isEmpty()) {
            return answer.result(BaseResult.SUCCESS).build();
        }
        var data = request.userData().get().getBytes(StandardCharsets.UTF_8);
        try {
            var profile = UserProfileReader.read(data);
            bindings.bind(
                    new Registration(known.get().impi(), data, profile, known.get().contacts()),
                    profile.notBarred(),
                    clock.instant().plus(KEPT));
            return answer.result(BaseResult.SUCCESS).build();
        } catch (IllegalArgumentException e) {
            LOG.warn("The HSS pushed a profile that cannot be read: {}", e.getMessage());
            return answer.result(BaseResult.UNABLE_TO_COMPLY).build();
        }
    }
}
