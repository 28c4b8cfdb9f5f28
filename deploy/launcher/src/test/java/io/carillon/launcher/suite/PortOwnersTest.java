package io.carillon.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.launcher.suite.Wire.Transport;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class PortOwnersTest {
    private final PortOwners owners = new PortOwners();

    @Test
    void a_listening_tcp_port_is_this_process() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(owners.describe(socket.getLocalPort(), Transport.TCP))
                    .hasValueSatisfying(owner -> assertThat(owner)
                            .contains("process " + ProcessHandle.current().pid())
                            .contains("java"));
        }
    }

    @Test
    void a_bound_udp_port_is_this_process_and_leaves_the_tcp_port_free() throws Exception {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertThat(owners.describe(socket.getLocalPort(), Transport.UDP))
                    .hasValueSatisfying(owner -> assertThat(owner)
                            .contains("process " + ProcessHandle.current().pid()));
            assertThat(owners.describe(socket.getLocalPort(), Transport.TCP)).isEmpty();
        }
    }

    @Test
    void a_port_that_was_closed_is_free() throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThat(owners.describe(port, Transport.TCP)).isEmpty();
    }

    @Test
    void the_owner_of_another_users_socket_stays_unnamed(@TempDir Path proc) throws Exception {
        Files.createDirectories(proc.resolve("net"));
        Files.write(
                proc.resolve("net/tcp"),
                List.of(
                        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
                        "   0: 0100007F:13C4 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4242 1"));
        assertThat(new PortOwners(proc).describe(5060, Transport.TCP))
                .hasValueSatisfying(owner -> assertThat(owner).contains("may not look at"));
    }

    @Test
    void a_node_whose_port_is_taken_is_told_which_and_by_whom() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var node = new NodeInstance(Role.HSS, 1, socket.getLocalPort() - 3868);
            assertThat(new Ports(owners).taken(List.of(node)))
                    .anySatisfy(line -> assertThat(line)
                            .contains("port " + socket.getLocalPort() + "/tcp")
                            .contains("hss-1 diameter"));
        }
    }
}
