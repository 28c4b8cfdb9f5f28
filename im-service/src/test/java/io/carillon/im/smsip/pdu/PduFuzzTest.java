package io.carillon.im.smsip.pdu;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;

/** RP-DATA and TPDUs out of any octets (TS 24.011 §7.3, TS 23.040 §9.2): read, or refused with a cause. */
@Tag("fuzz")
class PduFuzzTest {
    @FuzzTest(maxDuration = "30s")
    void relay(byte[] bytes) {
        try {
            var message = RpMessage.decode(Octets.of(bytes));
            assertThat(RpMessage.decode(message.encode())).isEqualTo(message);
        } catch (RpException refused) {
            assertThat(refused.rpCause()).isNotNull();
        }
    }

    @FuzzTest(maxDuration = "30s")
    void transfer(byte[] bytes) {
        again(Octets.of(bytes), Tpdu::fromMobile);
        again(Octets.of(bytes), Tpdu::toMobile);
    }

    private static void again(Octets octets, Function<Octets, ? extends Tpdu> reader) {
        try {
            var tpdu = reader.apply(octets);
            assertThat(reader.apply(tpdu.encode())).isEqualTo(tpdu);
        } catch (TpException refused) {
            assertThat(refused.rpCause()).isNotNull();
        }
    }
}
