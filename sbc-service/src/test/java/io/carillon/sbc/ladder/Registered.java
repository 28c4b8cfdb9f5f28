package io.carillon.sbc.ladder;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Ladders of calls: the phone is registered, and a relay is there for as long as the call. */
abstract class Registered extends OnStage {
    @BeforeEach
    void registered() {
        stage.withRelay();
        stage.register(alice);
    }

    @AfterEach
    void withoutRelay() {
        stage.withoutRelay();
    }
}
