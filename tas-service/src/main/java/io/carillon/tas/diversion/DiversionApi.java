package io.carillon.tas.diversion;

import io.carillon.tas.simservs.ServiceData;
import io.carillon.tas.simservs.SettingsCheck;
import io.carillon.tas.simservs.Simservs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A user's plain diversion rules over REST. */
@RestController
@RequestMapping("/api/v1/users/{impu}/diversion")
@Tag(name = "services")
class DiversionApi {
    private final ServiceData data;

    DiversionApi(ServiceData data) {
        this.data = data;
    }

    @GetMapping
    @Operation(summary = "The plain diversion rules of a user", operationId = "showDiversion")
    DiversionRules get(@PathVariable String impu) {
        return DiversionRules.of(data.of(SettingsCheck.user(impu)).diversion());
    }

    @PutMapping
    @Operation(
            summary = "Sets the plain diversion rules of a user; rules with further conditions stay",
            operationId = "setDiversion")
    DiversionRules put(@PathVariable String impu, @RequestBody DiversionRules rules) {
        var user = SettingsCheck.user(impu);
        SettingsCheck.of(user, rules.in(Simservs.Diversion.NONE));
        data.update(user, services -> services.with(rules.in(services.diversion())));
        return rules;
    }

    @DeleteMapping
    @Operation(summary = "Takes the plain diversion rules of a user away", operationId = "clearDiversion")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String impu) {
        var none = new DiversionRules(null, null, null, null, null);
        data.update(SettingsCheck.user(impu), services -> services.with(none.in(services.diversion())));
    }
}
