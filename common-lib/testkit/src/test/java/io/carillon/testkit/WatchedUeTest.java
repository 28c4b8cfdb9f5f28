package io.carillon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.testkit.ladder.Ladder;
import io.carillon.testkit.ladder.LadderMismatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A UE that acts by itself and is watched. */
class WatchedUeTest {
    @Test
    void its_arrows_are_named_as_they_pass() throws Exception {
        try (var network = new SmallNetwork();
                var ladder = Ladder.around("Network")) {
            var ue = ladder.watch("UE");
            try (var alice =
                    network.digestPhone("alice").observer(ue.observer()).start()) {
                var registering = ladder.meanwhile(alice::register);
                assertThat(ue.sends("REGISTER").uri()).isEqualTo("sip:home.example");
                ue.receives(401);
                ue.sends("REGISTER");
                ue.receives(200);
                assertThat(registering.get(5, TimeUnit.SECONDS).expires()).isEqualTo(600_000);

                network.toPhone(alice.impu(), "text/plain", new byte[] {'x'}, java.util.Optional.empty());
                ue.receives("MESSAGE");
                assertThatThrownBy(() -> ue.sends(415)).isInstanceOf(LadderMismatch.class);
                ladder.ends();
            }
        }
    }
}
