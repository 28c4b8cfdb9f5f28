package io.carillon.sbc.ibcf;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The other networks that this one hears, and whom it turned away. */
@RestController
@RequestMapping("/api/v1/trunks")
@Tag(name = "trunks")
class TrunksApi {
    private static final int MOST = 1_000;

    private final Trunks trunks;
    private final TrunkAudit audit;

    TrunksApi(Trunks trunks, TrunkAudit audit) {
        this.trunks = trunks;
        this.audit = audit;
    }

    @GetMapping
    @Operation(summary = "The trunks as they are configured", operationId = "listTrunks")
    List<Trunk> list() {
        return trunks.trunks();
    }

    @GetMapping("/refusals")
    @Operation(summary = "Requests that were refused on trunks, the latest first", operationId = "listTrunkRefusals")
    List<TrunkAudit.Entry> refusals(@RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit must be 1 to " + MOST);
        }
        return audit.latest(limit);
    }
}
