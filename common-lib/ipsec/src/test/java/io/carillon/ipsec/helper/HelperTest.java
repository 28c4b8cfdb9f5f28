package io.carillon.ipsec.helper;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.ipsec.AkaKeys;
import io.carillon.ipsec.AssociationSet;
import io.carillon.ipsec.HelperClient;
import io.carillon.ipsec.SecurityAssociations.Outcome;
import io.carillon.ipsec.SecurityMechanism.Ends;
import io.carillon.ipsec.Suite;
import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The helper behind its socket: what it tells the kernel, and what it does not listen to. */
class HelperTest {
    private static final String IK = "00112233445566778899aabbccddeeff";
    private static final String CK = "ffeeddccbbaa99887766554433221100";
    private final List<String> told = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private String failure = "";
    private Installed installed;
    private HelperServer server;
    private HelperClient client;
    private Path socket;

    @BeforeEach
    void listen(@TempDir Path folder) throws IOException {
        socket = folder.resolve("xfrm.sock");
        InstantSource time = () -> now;
        installed = new Installed(this::run, time.withZone(ZoneOffset.UTC));
        server = new HelperServer(socket, installed, "nobody");
        Thread.ofVirtual().start(() -> {
            try {
                server.serve();
            } catch (IOException e) {
                return; // closed
            }
        });
        client = new HelperClient(socket, Duration.ofSeconds(5));
    }

    private void run(String batch, boolean all) throws IOException {
        told.add(batch);
        if (!failure.isEmpty() && !all) {
            throw new IOException(failure);
        }
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private static AssociationSet set(String suite) {
        return new AssociationSet(
                InetAddress.ofLiteral("192.0.2.1"),
                InetAddress.ofLiteral("192.0.2.2"),
                new Ends(1001, 1002, 5066, 5065),
                new Ends(2001, 2002, 7001, 7002),
                Suite.parse(suite),
                AkaKeys.ofHex(IK, CK));
    }

    @Test
    void a_set_is_four_states_and_a_policy_for_each_protocol_and_direction() {
        assertThat(client.install("one", set("hmac-sha-1-96/aes-cbc"), Duration.ofMinutes(4)))
                .isEqualTo(new Outcome.Done());
        var lines = told.getFirst().lines().toList();
        assertThat(lines).hasSize(12);
        assertThat(lines.getFirst())
                .isEqualTo("xfrm state add src 192.0.2.2 dst 192.0.2.1 proto esp spi 1002 reqid 33203 mode transport "
                        + "replay-window 32 auth hmac(sha1) 0x" + IK + "00000000 enc cbc(aes) 0x" + CK);
        assertThat(lines.get(1))
                .isEqualTo(
                        "xfrm policy update src 192.0.2.2/32 dst 192.0.2.1/32 proto udp sport 7001 dport 5065 dir in "
                                + "priority 33203 tmpl src 192.0.2.2 dst 192.0.2.1 proto esp spi 1002 reqid 33203 mode transport");
        assertThat(lines.getLast()).contains("proto tcp sport 5066 dport 7002 dir out");
    }

    @Test
    void a_set_goes_with_its_time_and_not_before() throws IOException {
        client.install("one", set("hmac-md5-96/null"), Duration.ofSeconds(240));
        client.live("one", Duration.ofSeconds(630));
        now = now.plusSeconds(300);
        installed.sweep();
        assertThat(installed.size()).isEqualTo(1);
        now = now.plusSeconds(400);
        installed.sweep();
        assertThat(installed.size()).isZero();
        assertThat(told.getLast())
                .contains("xfrm state delete src 192.0.2.1 dst 192.0.2.2 proto esp spi 2002")
                .contains(
                        "xfrm policy delete src 192.0.2.2/32 dst 192.0.2.1/32 proto tcp sport 7001 dport 5065 dir in");
    }

    @Test
    void what_the_kernel_refuses_is_taken_back_and_told_without_keys() {
        failure = "RTNETLINK answers: File exists";
        assertThat(client.install("one", set("hmac-md5-96/aes-cbc"), Duration.ofMinutes(4)))
                .isEqualTo(new Outcome.Refused("RTNETLINK answers: File exists"));
        assertThat(told).hasSize(2);
        assertThat(told.getLast()).startsWith("xfrm policy delete");
        assertThat(installed.size()).isZero();
    }

    @Test
    void a_policy_that_a_newer_set_took_over_stays_when_the_old_one_goes() {
        client.install("old", set("hmac-md5-96/aes-cbc"), Duration.ofMinutes(4));
        client.install("new", set("hmac-md5-96/aes-cbc"), Duration.ofMinutes(4));
        client.remove("old");
        assertThat(told.getLast()).contains("xfrm state delete").doesNotContain("xfrm policy delete");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "flush",
                "remove",
                "remove ../../etc/passwd",
                "remove unknown",
                "live one 0",
                "live one 99999999",
                "live one -1",
                "install one 192.0.2.1 evil.example 1001 1002 5066 5065 2001 2002 7001 7002 hmac-md5-96 aes-cbc " + IK
                        + " " + CK + " 60",
                "install one 192.0.2.1 192.0.2.2 1 1002 5066 5065 2001 2002 7001 7002 hmac-md5-96 aes-cbc " + IK + " "
                        + CK + " 60",
                "install one 192.0.2.1 192.0.2.2 1001 1002 5066 5065 2001 2002 7001 70020 hmac-md5-96 aes-cbc " + IK
                        + " " + CK + " 60",
                "install one 192.0.2.1 2001:db8::1 1001 1002 5066 5065 2001 2002 7001 7002 hmac-md5-96 aes-cbc " + IK
                        + " " + CK + " 60",
                "install one 192.0.2.1 192.0.2.2 1001 1002 5066 5065 2001 2002 7001 7002 rot13 aes-cbc " + IK + " " + CK
                        + " 60",
                "install one 192.0.2.1 192.0.2.2 1001 1002 5066 5065 2001 2002 7001 7002 hmac-md5-96 aes-cbc 00 00 60",
                "install one 192.0.2.1 192.0.2.2 1001 1002 5066 5065 2001 2002 7001 7002 hmac-md5-96 aes-cbc " + IK
                        + " " + CK + " 60 xfrm state flush",
            })
    void anything_else_is_refused_and_the_kernel_hears_nothing(String line) throws IOException {
        assertThat(says(line + "\n")).isNotEqualTo("ok").doesNotContain(IK, CK);
        assertThat(told).isEmpty();
        assertThat(client.install("one", set("hmac-md5-96/null"), Duration.ofMinutes(4)))
                .as("a good request beside it")
                .isEqualTo(new Outcome.Done());
    }

    @Test
    void a_line_without_an_end_is_cut_off() throws IOException {
        assertThat(says("x".repeat(10_000))).isEmpty();
    }

    private String says(String text) throws IOException {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            try {
                channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            } catch (IOException e) {
                return ""; // cut off in mid-line
            }
            var buffer = ByteBuffer.allocate(300);
            while (channel.read(buffer) > 0) {
                continue;
            }
            return new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void without_a_helper_the_refusal_says_so(@TempDir Path empty) {
        var alone = new HelperClient(empty.resolve("none.sock"), Duration.ofSeconds(1));
        assertThat(alone.remove("one")).isInstanceOf(Outcome.Refused.class);
    }
}
