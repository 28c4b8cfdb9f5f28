package io.carillon.msrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.msrp.MsrpHead.Header;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How fast octets go from an endpoint to another, straight and through a bridge, beside sockets that do nothing but copy:
 * {@code -Dcarillon.long=true}.
 */
@EnabledIfSystemProperty(named = "carillon.long", matches = "true")
class ThroughputTest {
    private static final MsrpSettings LOOPBACK = MsrpSettings.at(new InetSocketAddress("127.0.0.1", 0), "127.0.0.1");
    private static final long TOTAL = 2L << 30;
    private static final int CHUNK = 64 << 10;
    private static final int ROUNDS = 3;

    private interface Work {
        void run() throws Exception;
    }

    private static void tell(String what, Work work) throws Exception {
        var cpu = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        for (int round = 1; round <= ROUNDS; round++) {
            long began = System.nanoTime();
            long before = cpu.getProcessCpuTime();
            work.run();
            double seconds = (System.nanoTime() - began) / 1e9;
            double spent = (cpu.getProcessCpuTime() - before) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%s, round %d: %.0f MB/s, %.2f s of CPU for each GB%n",
                    what,
                    round,
                    TOTAL / 1e6 / seconds,
                    spent / (TOTAL / 1e9));
        }
    }

    @Test
    void sockets_that_copy() throws Exception {
        tell("sockets alone", () -> {
            try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    var client = new Socket(server.getInetAddress(), server.getLocalPort());
                    var accepted = server.accept()) {
                var writer = Thread.ofPlatform().start(() -> writes(client));
                var block = new byte[CHUNK];
                long got = 0;
                while (got < TOTAL) {
                    got += accepted.getInputStream().read(block);
                }
                writer.join();
            }
        });
    }

    private static void writes(Socket socket) {
        try {
            var block = new byte[CHUNK];
            for (long at = 0; at < TOTAL; at += CHUNK) {
                socket.getOutputStream().write(block);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void from_endpoint_to_endpoint() throws Exception {
        tell("endpoint to endpoint", () -> {
            var toAlice = new Collector(false);
            var toBob = new Collector(false);
            try (var alice = new MsrpEndpoint(LOOPBACK).start();
                    var bob = new MsrpEndpoint(LOOPBACK).start()) {
                var here = alice.session(Long.MAX_VALUE, toAlice);
                var there = bob.session(Long.MAX_VALUE, toBob);
                there.await(List.of(here.local()));
                here.connect(List.of(there.local()));
                sends(here, toAlice, toBob);
            }
        });
    }

    @Test
    void through_a_bridge() throws Exception {
        tell("through a bridge", () -> {
            var toAlice = new Collector(false);
            var toBob = new Collector(false);
            try (var alice = new MsrpEndpoint(LOOPBACK).start();
                    var bob = new MsrpEndpoint(LOOPBACK).start();
                    var middle = new MsrpEndpoint(LOOPBACK).start()) {
                var bridge = new MsrpBridge(middle, middle, Long.MAX_VALUE, new MsrpBridge.Ear() {});
                var here = alice.session(Long.MAX_VALUE, toAlice);
                var there = bob.session(Long.MAX_VALUE, toBob);
                var path = MsrpBridgeTest.joined(bridge, here, there);
                here.connect(path);
                sends(here, toAlice, toBob);
                bridge.close();
            }
        });
    }

    private static void sends(MsrpSession from, Collector sender, Collector receiver) throws InterruptedException {
        var headers = List.of(new Header("Message-ID", "m"), new Header("Content-Type", "application/octet-stream"));
        var block = new byte[CHUNK];
        for (long at = 0; at < TOTAL; at += CHUNK) {
            while (from.isBusy()) {
                assertThat(sender.ready.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
            }
            var flag = at + CHUNK == TOTAL ? Flag.COMPLETE : Flag.CONTINUES;
            from.chunk(headers, new ByteRange(at + 1, at + CHUNK, TOTAL), Unpooled.wrappedBuffer(block), flag);
        }
        receiver.message();
        assertThat(receiver.octets).hasValue(TOTAL);
    }
}
