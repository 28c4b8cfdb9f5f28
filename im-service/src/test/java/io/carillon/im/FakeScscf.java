package io.carillon.im;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.node.directory.NodeInfo;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transaction.Timers;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** The S-CSCF and the phones behind it, as the messaging server sees them: requests with its Routes, answers at will. */
public final class FakeScscf implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String HOME = TestIm.HOME;

    private final SipStack stack;
    private final Deque<ServerTransaction> inbox = new ArrayDeque<>();

    public FakeScscf() {
        this(Timers.STANDARD);
    }

    /** @param timers how long it waits for a node that may be dead */
    FakeScscf(Timers timers) {
        stack = SipStack.builder()
                .timers(timers)
                .listen(new ListeningPoint(
                        "core",
                        new InetSocketAddress("127.0.0.1", 0),
                        "127.0.0.1",
                        Set.of(Transport.UDP, Transport.TCP)))
                .handler("core", this::arrived)
                .build();
        try {
            stack.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public NodeInfo info() {
        return new NodeInfo(
                "cscf",
                "cscf-1",
                Map.of("sip", "127.0.0.1:" + stack.address("core").getPort()),
                100,
                0);
    }

    private void arrived(ServerTransaction transaction) {
        synchronized (inbox) {
            inbox.add(transaction);
            inbox.notifyAll();
        }
    }

    /** A request that came in, to be looked at and answered. */
    public record Received(ServerTransaction transaction) {
        public SipRequest request() {
            return transaction.request();
        }

        public Received answers(int status) {
            transaction.respond(status);
            return this;
        }

        /** With a description, and so from a phone. */
        public Received answers(int status, String type, String body) {
            transaction.respond(request()
                    .reply(status)
                    .toTag(ResponseEdit.newTag())
                    .append(HeaderName.CONTACT, "<sip:phone@127.0.0.1:9>")
                    .body(type, body)
                    .build());
            return this;
        }
    }

    /** The next request to this user; others stay for later. */
    public Received receivesFor(String uri) {
        return receives(request -> request.uri().equals(uri), "a request for " + uri);
    }

    public Received receives(Predicate<SipRequest> wanted, String what) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        synchronized (inbox) {
            while (true) {
                for (var each : inbox) {
                    if (wanted.test(each.request())) {
                        inbox.remove(each);
                        return new Received(each);
                    }
                }
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("No " + what + " among "
                            + inbox.stream().map(each -> each.request().uri()).toList());
                }
                try {
                    inbox.wait(Math.max(1, left / 1_000_000));
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    /** Nothing for this user has come, and nothing comes before {@code marker} has run. */
    public void receivedNothingFor(String uri) {
        synchronized (inbox) {
            assertThat(inbox.stream().map(each -> each.request().uri())).doesNotContain(uri);
        }
    }

    /** Sends to that node and waits for the final answer. */
    public SipResponse sends(TestIm im, SipRequest request) {
        return sends(Hop.udp(im.sip()), request);
    }

    public SipResponse sends(Hop to, SipRequest request) {
        return stack.client("core").ask(request, to);
    }

    /** For a 2xx of that node. */
    public void acknowledges(TestIm im, SipRequest ack) {
        acknowledges(Hop.udp(im.sip()), ack);
    }

    public void acknowledges(Hop to, SipRequest ack) {
        stack.sendAck(ack, to, "core");
    }

    /** A MESSAGE that the filter criteria bring to the messaging server, with the way back below its Route. */
    public static RequestEdit message(String uri, User sender, String served, String sescase) {
        var callId = UUID.randomUUID().toString();
        return SipRequest.create(Method.MESSAGE, uri)
                .append(HeaderName.MAX_FORWARDS, 68)
                .append(HeaderName.ROUTE, "<sip:im." + HOME + ";lr>")
                .append(HeaderName.ROUTE, "<sip:scscf." + HOME + ";lr;odi=odi-of-" + callId + ">")
                .append(HeaderName.FROM, "<" + sender.sip() + ">;tag=" + ResponseEdit.newTag())
                .append(HeaderName.TO, "<" + uri + ">")
                .append(HeaderName.CALL_ID, callId)
                .append(HeaderName.CSEQ, "1 MESSAGE")
                .append(HeaderName.P_ASSERTED_IDENTITY, "<" + sender.sip() + ">")
                .append(HeaderName.P_ASSERTED_IDENTITY, "<" + sender.tel() + ">")
                .append(HeaderName.P_SERVED_USER, "<" + served + ">;sescase=" + sescase + ";regstate=reg")
                .append(HeaderName.P_CHARGING_VECTOR, "icid-value=\"icid-" + callId + "\"");
    }

    /** A third-party REGISTER (TS 24.229 §5.4.1.7). */
    public SipResponse registers(TestIm im, User user, int expires) {
        return sends(im, register(user, expires).build());
    }

    public static RequestEdit register(User user, int expires) {
        return SipRequest.create(Method.REGISTER, "sip:im." + HOME)
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, "<sip:scscf." + HOME + ">;tag=" + ResponseEdit.newTag())
                .append(HeaderName.TO, "<" + user.sip() + ">")
                .append(HeaderName.CALL_ID, UUID.randomUUID())
                .append(HeaderName.CSEQ, "1 REGISTER")
                .append(HeaderName.CONTACT, "<sip:scscf." + HOME + ">")
                .append(HeaderName.EXPIRES, expires);
    }

    /** The answer to the phone's own REGISTER, as a filter criterion may include it (TS 24.229 §5.4.1.7A). */
    public static String registered(User user) {
        return String.join(
                "\r\n",
                "SIP/2.0 200 OK",
                "Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKx",
                "From: <" + user.sip() + ">;tag=1",
                "To: <" + user.sip() + ">;tag=2",
                "Call-ID: register-of-" + user.digits(),
                "CSeq: 1 REGISTER",
                "P-Associated-URI: <" + user.sip() + ">, <" + user.tel() + ">",
                "Content-Length: 0",
                "",
                "");
    }

    @Override
    public void close() {
        stack.close();
    }
}
