package io.carillon.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipMessage;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Both kinds of UDP socket do the same for those above and those outside. */
class UdpSocketTest {
    private static final byte[] BINDING_REQUEST = HexFormat.of().parseHex("000100002112a442b7e7a701bc34d686fa87dfae");

    enum Kind {
        NATIVE {
            @Override
            IoHandlerFactory handlers() {
                return EpollIoHandler.newFactory();
            }

            @Override
            UdpSocket open(IoEventLoop loop, DatagramReader reader, InetSocketAddress address) throws IOException {
                var socket = new NativeUdpSocket("wire", loop, reader, address, false);
                socket.start();
                return socket;
            }
        },
        NIO {
            @Override
            IoHandlerFactory handlers() {
                return NioIoHandler.newFactory();
            }

            @Override
            UdpSocket open(IoEventLoop loop, DatagramReader reader, InetSocketAddress address) throws IOException {
                return new NioUdpSocket("wire", loop, reader, address);
            }
        };

        abstract IoHandlerFactory handlers();

        abstract UdpSocket open(IoEventLoop loop, DatagramReader reader, InetSocketAddress address) throws IOException;
    }

    private record Heard(String text, Arrival arrival) {}

    /** A socket of that kind, and a peer that knows only the JDK. */
    private static final class Wire implements AutoCloseable {
        private final MultiThreadIoEventLoopGroup loops;
        private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
        private final UdpSocket socket;
        private final DatagramSocket peer;

        Wire(Kind kind, String address) throws IOException {
            loops = new MultiThreadIoEventLoopGroup(1, kind.handlers());
            var here = InetAddress.ofLiteral(address);
            var reader = new DatagramReader(
                    Gate.OPEN,
                    (bytes, arrival) -> heard.add(new Heard(new String(bytes, StandardCharsets.UTF_8), arrival)));
            socket = kind.open(loops.next(), reader, new InetSocketAddress(here, 0));
            peer = new DatagramSocket(0, here);
            peer.setSoTimeout(20_000);
        }

        void say(byte[] bytes) throws IOException {
            peer.send(new DatagramPacket(bytes, bytes.length, socket.localAddress()));
        }

        byte[] hear() throws IOException {
            var packet = new DatagramPacket(new byte[65_535], 65_535);
            peer.receive(packet);
            assertThat(packet.getSocketAddress()).isEqualTo(socket.localAddress());
            return Arrays.copyOf(packet.getData(), packet.getLength());
        }

        Heard next() throws InterruptedException {
            @Nullable Heard next = heard.poll(20, TimeUnit.SECONDS);
            assertThat(next).isNotNull();
            return next;
        }

        @Override
        public void close() {
            peer.close();
            socket.close();
            loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    @ParameterizedTest
    @CsvSource({"NATIVE, 127.0.0.1", "NATIVE, ::1", "NIO, 127.0.0.1", "NIO, ::1"})
    void what_comes_is_told_with_its_sender_and_what_is_sent_arrives(Kind kind, String address) throws Exception {
        try (var wire = new Wire(kind, address)) {
            for (int i = 0; i < 100; i++) {
                wire.say(("message " + i).getBytes(StandardCharsets.UTF_8));
            }
            for (int i = 0; i < 100; i++) {
                var next = wire.next();
                assertThat(next.text()).isEqualTo("message " + i);
                assertThat(next.arrival().remote()).isEqualTo(wire.peer.getLocalSocketAddress());
                assertThat(next.arrival().local()).isEqualTo(wire.socket.localAddress());
            }
            var message = Stacks.options("sent");
            wire.socket.send(
                    message, (InetSocketAddress) wire.peer.getLocalSocketAddress(), SipTransports.SendFailure.IGNORED);
            assertThat(wire.hear()).isEqualTo(message.wire());
            assertThat(wire.socket.isOurThread()).isFalse();
            assertThat(wire.socket.receiveBuffer()).isPositive();
            assertThat(wire.socket.lost()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void keep_alive_is_no_message_and_a_binding_request_is_answered_where_it_came_from(Kind kind) throws Exception {
        try (var wire = new Wire(kind, "127.0.0.1")) {
            wire.say(new byte[0]);
            wire.say("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            wire.say(BINDING_REQUEST);
            assertThat(wire.hear()).startsWith(1, 1).containsSubsequence(0x21, 0x12, 0xa4, 0x42);
            wire.say("afterwards".getBytes(StandardCharsets.US_ASCII));
            assertThat(wire.next().text()).isEqualTo("afterwards");
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_cannot_leave_is_told_and_the_next_one_leaves(Kind kind) throws Exception {
        try (var wire = new Wire(kind, "127.0.0.1")) {
            var failures = new LinkedBlockingQueue<Throwable>();
            SipMessage small = Stacks.options("small");
            SipMessage large = Stacks.options("large")
                    .edit()
                    .append(HeaderName.SUBJECT, "x".repeat(66_000))
                    .build();
            var peer = (InetSocketAddress) wire.peer.getLocalSocketAddress();
            wire.socket.send(large, peer, failures::add);
            assertThat(failures.poll(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
            wire.socket.send(small, peer, failures::add);
            assertThat(wire.hear()).isEqualTo(small.wire());
            assertThat(failures).isEmpty();
        }
    }

    /** An ICMP unreachable comes back for it, to whom nobody listens. */
    @ParameterizedTest
    @EnumSource
    void a_peer_that_is_gone_disturbs_no_other(Kind kind) throws Exception {
        try (var wire = new Wire(kind, "127.0.0.1")) {
            var gone = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
            var nobody = (InetSocketAddress) gone.getLocalSocketAddress();
            gone.close();
            var message = Stacks.options("there");
            assertThatCode(() -> {
                        for (int i = 0; i < 10; i++) {
                            wire.socket.send(message, nobody, SipTransports.SendFailure.IGNORED);
                        }
                    })
                    .doesNotThrowAnyException();
            wire.socket.send(
                    message, (InetSocketAddress) wire.peer.getLocalSocketAddress(), SipTransports.SendFailure.IGNORED);
            assertThat(wire.hear()).isEqualTo(message.wire());
            wire.say("still here".getBytes(StandardCharsets.US_ASCII));
            assertThat(wire.next().text()).isEqualTo("still here");
        }
    }
}
