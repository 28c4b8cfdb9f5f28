package io.carillon.hss.provisioning;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/master-keys")
@Tag(name = "master keys")
class MasterKeysApi {
    private final KeyRotation rotation;

    MasterKeysApi(KeyRotation rotation) {
        this.rotation = rotation;
    }

    @GetMapping
    @Operation(
            summary = "Show which master keys there are, by their ids, and how many secrets are under each",
            operationId = "showMasterKeys")
    KeyRotation.Keys show() {
        return rotation.keys();
    }

    @PostMapping("/rotation")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Put all secrets under the present master key, in the background",
            operationId = "rotateMasterKey")
    KeyRotation.Keys rotate() {
        rotation.start();
        return rotation.keys();
    }
}
