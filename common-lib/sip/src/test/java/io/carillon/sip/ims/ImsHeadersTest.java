package io.carillon.sip.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.identity.Impu;
import io.carillon.sip.ims.ServedUser.SessionCase;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipParseException;
import io.carillon.sip.message.SipRequest;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImsHeadersTest {
    private static SipRequest with(HeaderName name, String value) {
        return SipRequest.create("INVITE", "sip:bob@example.org")
                .append(name, value)
                .build();
    }

    private static ChargingVector vector(String value) {
        return ChargingVector.of(with(HeaderName.P_CHARGING_VECTOR, value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "icid-value=\"a-b;c\";orig-ioi=home1.net;term-ioi=\"home2.net\"",
                "ICID-Value = \"a-b;c\" ; icid-generated-at=192.0.2.1 ;orig-ioi=home1.net; TERM-IOI=home2.net",
                "orig-ioi=home1.net;term-ioi=home2.net;icid-value=\"a-b;c\""
            })
    void a_charging_vector_is_read_however_it_is_written(String value) {
        assertThat(vector(value))
                .isEqualTo(new ChargingVector("a-b;c", Optional.of("home1.net"), Optional.of("home2.net")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";;", "orig-ioi", "icid-value", "not-icid-value=x"})
    void a_charging_vector_without_an_identity_has_none(String value) {
        assertThat(vector(value).icid()).isEmpty();
    }

    @Test
    void what_begins_here_is_read_as_it_was_written() {
        assertThat(vector(ChargingVector.begun("0-1-2")).icid()).isEqualTo("0-1-2");
    }

    private static Optional<ServedUser> user(String value) {
        return ServedUser.of(with(HeaderName.P_SERVED_USER, value));
    }

    @Test
    void a_served_user_calls_is_called_or_diverts() {
        var alice = Impu.parse("sip:alice@example.org");
        assertThat(user("<sip:alice@example.org>;sescase=orig;regstate=reg"))
                .contains(new ServedUser(alice, Optional.of(SessionCase.ORIGINATING), true, false));
        assertThat(user("<sip:alice@example.org>; SESCASE=\"term\" ;regstate=UNREG"))
                .contains(new ServedUser(alice, Optional.of(SessionCase.TERMINATING), false, false));
        assertThat(user("<sip:alice@example.org>;orig-cdiv"))
                .contains(new ServedUser(alice, Optional.empty(), true, true));
    }

    @Test
    void a_served_user_that_is_nobody_is_refused() {
        assertThatThrownBy(() -> user("<mailto:alice@example.org>")).isInstanceOf(SipParseException.class);
    }
}
