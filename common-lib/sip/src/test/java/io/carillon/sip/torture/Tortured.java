package io.carillon.sip.torture;

import static java.util.Objects.requireNonNull;

import io.carillon.sip.auth.Algorithm;
import io.carillon.sip.auth.Challenge;
import io.carillon.sip.auth.Credentials;
import io.carillon.sip.dialog.Acceptance;
import io.carillon.sip.dialog.UserAgent;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.peer.WirePeer;
import io.carillon.sip.proxy.Branch;
import io.carillon.sip.proxy.Forward;
import io.carillon.sip.proxy.Proxy;
import io.carillon.sip.proxy.Routes;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Transport;
import io.carillon.sip.transport.TransportSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A stack that listens on every transport, as a user agent or as a proxy before one. */
final class Tortured implements AutoCloseable {
    enum Role {
        USER_AGENT,
        PROXY
    }

    enum Wire {
        UDP,
        TCP,
        TLS,
        WS,
        WSS;

        Transport transport() {
            return Transport.valueOf(name());
        }

        boolean isSecure() {
            return this == TLS || this == WSS;
        }

        /** A message ends where its Content-Length says. */
        boolean isStream() {
            return this == TCP || this == TLS;
        }
    }

    private static final Acceptance ACCEPTANCE = new Acceptance(
            Set.of("INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "REGISTER", "MESSAGE"),
            Set.of("100rel"),
            Set.of("application/sdp", "multipart/mixed", "text/plain"));

    final SipStack stack;
    /** Behind the proxy: answers every request. */
    private final WirePeer callee = new WirePeer("callee");

    private final Thread answering = Thread.ofVirtual().unstarted(this::answerAll);

    /** What the proxy let through. */
    final LinkedBlockingQueue<String> forwarded = new LinkedBlockingQueue<>();

    private final Trust trust;
    private final @Nullable HttpClient browser;

    Tortured(Role role, Wire wire, Trust trust) throws IOException {
        this.trust = trust;
        boolean web = wire == Wire.WS || wire == Wire.WSS;
        browser = web ? HttpClient.newBuilder().sslContext(trust.context()).build() : null;
        var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        stack = SipStack.builder()
                .listen(new ListeningPoint("sip", local, "127.0.0.1", EnumSet.of(Transport.UDP, wire.transport())))
                .transports(wire == Wire.UDP ? TransportSettings.STANDARD : trust.settings())
                .build();
        stack.start();
        stack.handler("sip", role == Role.PROXY ? proxy() : userAgent());
    }

    private UserAgent userAgent() {
        return new UserAgent(stack, "sip", "<sip:" + stack.sentBy("sip") + ">")
                .accepting(ACCEPTANCE)
                .onCall(call -> call.refuse(486))
                .onOther(Tortured::other);
    }

    /** A registrar asks for credentials that it can read (RFC 4475 §3.3.7). */
    private static void other(ServerTransaction transaction) {
        var request = transaction.request();
        var credentials = request.first(HeaderName.AUTHORIZATION);
        if (request.is(Method.REGISTER)
                && credentials.isPresent()
                && Credentials.parse(credentials.get()).isEmpty()) {
            transaction.respond(request.reply(401)
                    .toTag(ResponseEdit.newTag())
                    .append(HeaderName.WWW_AUTHENTICATE, Challenge.of("example.com", "n", Algorithm.SHA_256))
                    .build());
            return;
        }
        transaction.respond(200);
    }

    private RequestHandler proxy() {
        answering.start();
        var proxy = new Proxy(stack);
        return new RequestHandler() {
            @Override
            public void onRequest(ServerTransaction transaction) {
                var request = transaction.request();
                Routes.next(request);
                proxy.forward(transaction, Forward.to("sip", new Branch(request, callee.hop())));
            }

            @Override
            public void onAck(io.carillon.sip.message.SipRequest ack, Arrival arrival) {
                proxy.forwardAck(ack, callee.hop(), "sip");
            }
        };
    }

    private void answerAll() {
        try {
            while (true) {
                var request = callee.take();
                if (!request.is(Method.ACK)) {
                    forwarded.add(request.toString());
                    callee.reply(request, request.is(Method.INVITE) ? 486 : 200);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    RawPeer peer(Wire wire, int viaPort) throws IOException {
        var address = stack.address("sip", wire.transport());
        return switch (wire) {
            case UDP -> new RawPeer.Udp(viaPort, address);
            case TCP -> new RawPeer.Stream(new Socket(address.getAddress(), address.getPort()));
            case TLS ->
                new RawPeer.Stream(
                        trust.context().getSocketFactory().createSocket(address.getAddress(), address.getPort()));
            case WS -> new Frames(requireNonNull(browser), "ws://127.0.0.1:" + address.getPort());
            case WSS -> new Frames(requireNonNull(browser), "wss://127.0.0.1:" + address.getPort());
        };
    }

    @Override
    public void close() {
        if (browser != null) {
            browser.shutdownNow();
        }
        stack.close();
        answering.interrupt();
        callee.close();
    }
}
