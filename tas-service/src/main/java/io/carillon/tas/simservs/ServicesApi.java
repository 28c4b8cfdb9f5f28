package io.carillon.tas.simservs;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.function.UnaryOperator;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A user's services over REST: the whole document as JSON or as the standard's XML, or one service. */
@RestController
@RequestMapping("/api/v1/users/{impu}/services")
@Tag(name = "services")
class ServicesApi {
    private static final String DOCUMENT = "application/vnd.etsi.simservs+xml";

    private final ServiceData data;

    ServicesApi(ServiceData data) {
        this.data = data;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "All services of a user, as JSON or as the document of TS 24.623, by Accept",
            operationId = "showServices")
    Simservs get(@PathVariable String impu) {
        return data.of(SettingsCheck.user(impu));
    }

    @GetMapping(produces = DOCUMENT)
    String document(@PathVariable String impu) {
        return SimservsWriter.write(get(impu));
    }

    @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Sets all services of a user, as JSON or as the document of TS 24.623",
            description = "What is left out is as if it had never been set. A wrong field is told in errors.",
            operationId = "setServices")
    Simservs put(@PathVariable String impu, @RequestBody Simservs services) {
        return set(impu, any -> services);
    }

    @PutMapping(consumes = DOCUMENT, produces = DOCUMENT)
    String put(@PathVariable String impu, @RequestBody String document) {
        var services = SimservsReader.read(document);
        return SimservsWriter.write(set(impu, any -> services));
    }

    @DeleteMapping
    @Operation(summary = "Takes all services of a user away", operationId = "clearServices")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String impu) {
        data.clear(SettingsCheck.user(impu));
    }

    @PutMapping("/diversion")
    @Operation(
            summary = "Communication diversion (TS 24.604), with all its conditions",
            operationId = "setDiversionRules")
    Simservs.Diversion put(@PathVariable String impu, @RequestBody Simservs.Diversion diversion) {
        return set(impu, services -> services.with(diversion)).diversion();
    }

    @PutMapping("/incoming-barring")
    @Operation(summary = "Barring of incoming calls (TS 24.611)", operationId = "setIncomingBarring")
    Simservs.Barring incoming(@PathVariable String impu, @RequestBody Simservs.Barring barring) {
        return set(impu, services -> services.withIncoming(barring)).incoming();
    }

    @PutMapping("/outgoing-barring")
    @Operation(summary = "Barring of outgoing calls (TS 24.611)", operationId = "setOutgoingBarring")
    Simservs.Barring outgoing(@PathVariable String impu, @RequestBody Simservs.Barring barring) {
        return set(impu, services -> services.withOutgoing(barring)).outgoing();
    }

    @PutMapping("/identity")
    @Operation(
            summary = "Presentation and restriction of identities (TS 24.607, TS 24.608)",
            operationId = "setIdentityServices")
    Simservs.Identity put(@PathVariable String impu, @RequestBody Simservs.Identity identity) {
        return set(impu, services -> services.with(identity)).identity();
    }

    @PutMapping("/screening")
    @Operation(summary = "Do not disturb, white and black list", operationId = "setScreening")
    Simservs.Screening put(@PathVariable String impu, @RequestBody Simservs.Screening screening) {
        return set(impu, services -> services.with(screening)).screening();
    }

    @PutMapping("/ringing")
    @Operation(summary = "Further phones that ring", operationId = "setRinging")
    Simservs.Ringing put(@PathVariable String impu, @RequestBody Simservs.Ringing ringing) {
        return set(impu, services -> services.with(ringing)).ringing();
    }

    @PutMapping("/short-numbers")
    @Operation(summary = "Short numbers of a closed group", operationId = "setShortNumbers")
    Simservs.ShortNumbers put(@PathVariable String impu, @RequestBody Simservs.ShortNumbers numbers) {
        return set(impu, services -> services.with(numbers)).shortNumbers();
    }

    private Simservs set(String impu, UnaryOperator<Simservs> change) {
        var user = SettingsCheck.user(impu);
        return data.update(user, services -> {
            var changed = change.apply(services);
            SettingsCheck.of(user, changed);
            return changed;
        });
    }
}
