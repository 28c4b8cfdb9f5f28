package io.carillon.cscf.wire;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipClient;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A SIP element on sockets of its own that does what the test says: an SBC with its phones, or an application server. */
final class Peer implements RequestHandler, AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();
    final SipStack stack;
    final String name;
    private final LinkedBlockingQueue<ServerTransaction> requests = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<SipRequest> acks = new LinkedBlockingQueue<>();

    Peer(String name) {
        this.name = name;
        stack = SipStack.builder()
                .listen(new ListeningPoint(
                        "core",
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        "127.0.0.1",
                        Set.of(Transport.UDP, Transport.TCP)))
                .handler("core", this)
                .build();
        try {
            stack.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void onRequest(ServerTransaction transaction) {
        requests.add(transaction);
    }

    @Override
    public void onAck(SipRequest ack, Arrival arrival) {
        acks.add(ack);
    }

    /** Its URI as it stands in a Path or as an application server's name. */
    String uri() {
        return "sip:" + name + "@" + stack.sentBy("core");
    }

    int port() {
        return stack.address("core").getPort();
    }

    /** A new request outside of dialogs, to be completed. */
    io.carillon.sip.message.RequestEdit request(String method, String uri, String from) {
        int number = COUNT.incrementAndGet();
        return SipRequest.create(method, uri)
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, "<" + from + ">;tag=" + name + number)
                .append(HeaderName.TO, "<" + uri + ">")
                .append(HeaderName.CALL_ID, name + "-" + number + "-" + System.nanoTime())
                .append(HeaderName.CSEQ, "1 " + method)
                .append(HeaderName.CONTACT, "<" + uri() + ">");
    }

    SipResponse asks(SipRequest request, Hop hop) {
        return stack.client("core").ask(request, hop);
    }

    SipClient.Exchange starts(SipRequest request, Hop hop) {
        return stack.client("core").start(request, hop);
    }

    /** The next request, which must have this method. */
    ServerTransaction receives(String method) {
        var next = next(requests, method);
        if (!next.request().is(method)) {
            throw new AssertionError(name + " expected " + method + " but got:\n" + next.request());
        }
        return next;
    }

    SipRequest receivesAck() {
        return next(acks, "ACK");
    }

    private <T> T next(LinkedBlockingQueue<T> queue, String what) {
        try {
            var next = queue.poll(15, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError(name + " expected " + what + " but nothing came");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** True if nothing has come that was not taken. */
    boolean isIdle() {
        return requests.isEmpty();
    }

    void replies(ServerTransaction transaction, int status) {
        transaction.respond(reply(transaction, status).build());
    }

    ResponseEdit reply(ServerTransaction transaction, int status) {
        return transaction.request().reply(status).toTag(name + "-tag").append(HeaderName.CONTACT, "<" + uri() + ">");
    }

    /** Sends a request on by its Route, as an application server that is a proxy does, without waiting. */
    SipClient.Exchange passesOn(SipRequest request, Hop hop) {
        var route = request.all(HeaderName.ROUTE);
        var edit = request.edit().setAll(HeaderName.ROUTE, route.subList(1, route.size()));
        return starts(edit.build(), hop);
    }

    /** Sends what came of it to who asked. */
    void passesBack(SipClient.Exchange onward, ServerTransaction asked) {
        asked.respond(Answers.last(onward).edit().removeFirst(HeaderName.VIA).build());
    }

    @Override
    public void close() {
        stack.close();
    }
}
