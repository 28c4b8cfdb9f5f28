package io.carillon.lab.pcrf;

import io.carillon.diameter.rx.MediaType;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The policy, to be changed while calls are made; until the next start. */
@RestController
@RequestMapping("/api/v1/policy")
class PolicyController {

    /** A whole policy; what is left out refuses nobody. */
    record Wanted(
            @Nullable Set<MediaType> refusedMedia,
            @Nullable Set<String> refusedSubscribers,
            @Nullable Set<String> detachedSubscribers) {

        Policy toPolicy() {
            return new Policy(
                    Optional.ofNullable(refusedMedia).orElse(Set.of()),
                    canonical(refusedSubscribers),
                    canonical(detachedSubscribers));
        }

        private static Set<String> canonical(@Nullable Set<String> names) {
            return Optional.ofNullable(names).orElse(Set.of()).stream()
                    .map(AuthorizationFlow::canonical)
                    .collect(Collectors.toSet());
        }
    }

    private final Pcrf pcrf;

    PolicyController(Pcrf pcrf) {
        this.pcrf = pcrf;
    }

    @GetMapping
    Policy policy() {
        return pcrf.policy();
    }

    @PutMapping
    Policy change(@RequestBody Wanted wanted) {
        pcrf.obey(wanted.toPolicy());
        return pcrf.policy();
    }
}
