package io.carillon.cscf.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/** A DNS server that knows some numbers; it says nothing while it is {@code silent}. */
final class FakeEnum implements AutoCloseable {
    volatile boolean silent;
    /** An answer goes out when this has opened. */
    volatile CountDownLatch open = new CountDownLatch(0);

    final AtomicInteger asked = new AtomicInteger();
    volatile int failing = Rcode.NOERROR;
    private final Map<String, String> expressions = new ConcurrentHashMap<>();
    private final DatagramSocket socket;

    FakeEnum() {
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The NAPTR expression of a number such as +4930123. */
    void put(String number, String expression) {
        var name = new StringBuilder();
        for (int i = number.length() - 1; i > 0; i--) {
            name.append(number.charAt(i)).append('.');
        }
        expressions.put(name + "e164.arpa.", expression);
    }

    private void serve() {
        var packet = new DatagramPacket(new byte[4096], 4096);
        while (!socket.isClosed()) {
            try {
                packet.setLength(4096);
                socket.receive(packet);
                var query = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
                asked.incrementAndGet();
                open.await();
                if (!silent) {
                    var answer = answer(query).toWire();
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException | InterruptedException e) {
                return;
            }
        }
    }

    private Message answer(Message query) {
        var answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        var name = query.getQuestion().getName();
        var expression = expressions.get(name.toString());
        if (failing != Rcode.NOERROR) {
            answer.getHeader().setRcode(failing);
        } else if (expression == null) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        } else {
            answer.addRecord(naptr(name, 20, "u", "E2U+sip", "!^.*$!sip:second@example.invalid!"), Section.ANSWER);
            answer.addRecord(naptr(name, 5, "u", "E2U+mailto", "!^.*$!mailto:x@example.invalid!"), Section.ANSWER);
            answer.addRecord(naptr(name, 10, "u", "E2U+sip", expression), Section.ANSWER);
        }
        return answer;
    }

    private static NAPTRRecord naptr(Name name, int order, String flags, String service, String expression) {
        return new NAPTRRecord(
                name, DClass.IN, 60, order, 10, flags, service, expression.replace("\\", "\\\\"), Name.root);
    }

    @Override
    public void close() {
        socket.close();
    }
}
