package io.carillon.sip.torture;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Attackers, each on a thread and an address of its own, a thousand datagrams a second or fifty connections at most. */
final class Flood implements AutoCloseable {
    private static final int BURST = 10;
    private static final long PAUSE = 10_000_000;
    /** Connections that one attacker keeps half said. */
    private static final int HELD = 20;

    /** What an attacker sends next. */
    private interface Attack {
        byte[] next(long number);
    }

    private final InetSocketAddress target;
    private final List<Thread> attackers = new ArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private volatile boolean over;

    private Flood(InetSocketAddress target) {
        this.target = target;
    }

    static Flood upon(InetSocketAddress target) {
        var flood = new Flood(target);
        var noise = new Random(1);
        List.<Attack>of(
                        number -> request("INVITE", "new" + number, "", ""),
                        number -> request("REGISTER", "new" + number, "", "X-Long: " + "x".repeat(2_000) + "\r\n"),
                        number -> request("INVITE", "same", "", ""),
                        number -> request("BYE", "stray" + number, ";tag=none", ""),
                        number -> request("ACK", "stray" + number, ";tag=none", ""),
                        number -> request("CANCEL", "stray" + number, "", ""),
                        number -> request("OPTIONS", "many" + number, "", "A: b\r\n".repeat(400)),
                        number -> response(number),
                        number -> bytes(noise))
                .forEach(flood::datagrams);
        flood.start(flood::connections);
        return flood;
    }

    private static byte[] request(String method, String id, String tag, String headers) {
        return text(method + " sip:nobody@example.com SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 192.0.2.4;branch=z9hG4bK" + method + id + ";rport\r\n"
                + "Max-Forwards: 70\r\nFrom: <sip:a@example.com>;tag=" + id + "\r\nTo: <sip:nobody@example.com>" + tag
                + "\r\nCall-ID: " + id + "\r\nCSeq: 1 " + method + "\r\n" + headers + "Content-Length: 0\r\n\r\n");
    }

    private static byte[] response(long number) {
        return text("SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 192.0.2.4;branch=z9hG4bKstray" + number
                + "\r\nFrom: <sip:a@example.com>;tag=a\r\nTo: <sip:b@example.com>;tag=b\r\nCall-ID: stray" + number
                + "\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n");
    }

    private static byte[] bytes(Random noise) {
        var bytes = new byte[noise.nextInt(2_000)];
        noise.nextBytes(bytes);
        return bytes;
    }

    private static byte[] text(String message) {
        return message.getBytes(StandardCharsets.US_ASCII);
    }

    private void datagrams(Attack attack) {
        start(from -> {
            try (var socket = new DatagramSocket(new InetSocketAddress(from, 0))) {
                for (long number = 0; !over; number++) {
                    var bytes = attack.next(number);
                    socket.send(new DatagramPacket(bytes, bytes.length, target));
                    sent.incrementAndGet();
                    if (number % BURST == 0) {
                        LockSupport.parkNanos(PAUSE);
                    }
                }
            }
        });
    }

    /** Opens one connection after the other, begins a message on each, and leaves it. */
    private void connections(InetAddress from) throws IOException {
        var held = new ArrayDeque<Socket>();
        var half = text("INVITE sip:nobody@example.com SIP/2.0\r\nVia: SIP/2.0/TCP 192.0.2.4\r\nX: ");
        while (!over) {
            var socket = new Socket(target.getAddress(), target.getPort(), from, 0);
            held.add(socket);
            write(socket, half);
            sent.incrementAndGet();
            if (held.size() > HELD) {
                held.remove().close();
            }
            LockSupport.parkNanos(2 * PAUSE);
        }
        for (var socket : held) {
            socket.close();
        }
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            // turned away at the door
        }
    }

    private interface Attacker {
        void attack(InetAddress from) throws IOException;
    }

    private void start(Attacker attacker) {
        var from = InetAddress.ofLiteral("127.66.0." + (attackers.size() + 1));
        attackers.add(Thread.ofPlatform().daemon().name("attacker " + from).start(() -> {
            try {
                attacker.attack(from);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }));
    }

    /** Datagrams and connections. */
    long sent() {
        return sent.get();
    }

    @Override
    public void close() {
        over = true;
        for (var attacker : attackers) {
            try {
                attacker.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
