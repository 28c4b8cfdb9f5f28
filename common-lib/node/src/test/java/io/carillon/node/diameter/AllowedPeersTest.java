package io.carillon.node.diameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.carillon.node.StartRefused;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedPeersTest {
    private final AllowedPeers allowed =
            new AllowedPeers(List.of("192.0.2.7", "10.0.0.0/8", "172.16.0.0/12", "2001:db8::/33"));

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,true",
        "::1,true",
        "192.0.2.7,true",
        "192.0.2.8,false",
        "10.255.0.1,true",
        "11.0.0.1,false",
        "172.31.255.255,true",
        "172.32.0.0,false",
        "2001:db8:7fff::1,true",
        "2001:db8:8000::1,false"
    })
    void this_machine_and_what_was_listed_may_connect(String address, boolean expected) {
        assertThat(allowed.test(InetAddress.ofLiteral(address))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hss", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", ""})
    void nonsense_refuses_the_start(String text) {
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> new AllowedPeers(List.of(text)))
                .withMessageContaining("carillon.diameter.allowed");
    }

    @Test
    void with_nothing_listed_only_this_machine_may() {
        assertThat(new AllowedPeers(List.of()).test(InetAddress.ofLiteral("192.0.2.7")))
                .isFalse();
    }
}
