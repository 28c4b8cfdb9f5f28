package io.carillon.sbc.security;

import io.carillon.ipsec.SecurityMechanism.Ends;
import io.carillon.sip.transport.Addresses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The security associations of this border, as an operator may see them: without their keys. */
@RestController
@RequestMapping("/api/v1/associations")
@Tag(name = "associations")
class AssociationsApi {
    private static final int MOST = 1_000;

    private final ProtectedPaths paths;

    AssociationsApi(ProtectedPaths paths) {
        this.paths = paths;
    }

    /**
     * A set of four.
     *
     * @param suite algorithms for integrity and encryption
     * @param state temporary from the challenge on, established from the 200 on, used from the phone's next request on
     * @param ours our indexes and ports
     * @param theirs the phone's
     */
    record Association(String impi, String phone, String suite, String state, Ends ours, Ends theirs, Instant expires) {
        static Association of(ProtectedPath path) {
            return new Association(
                    path.impi(),
                    Addresses.host(path.phone()),
                    path.suite().toString(),
                    path.state().name().toLowerCase(Locale.ROOT),
                    path.ours(),
                    path.theirs(),
                    path.end());
        }
    }

    @GetMapping
    @Operation(
            summary = "Sets of security associations that live, the first to end first",
            operationId = "listAssociations")
    List<Association> list(@RequestParam Optional<String> impi, @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit must be 1 to " + MOST);
        }
        return paths.living(impi)
                .sorted(Comparator.comparing(ProtectedPath::end))
                .limit(limit)
                .map(Association::of)
                .toList();
    }
}
