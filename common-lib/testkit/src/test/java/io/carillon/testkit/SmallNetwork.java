package io.carillon.testkit;

import io.carillon.identity.aka.AkaVector;
import io.carillon.identity.aka.Milenage;
import io.carillon.identity.aka.Sqn;
import io.carillon.sip.auth.Aka;
import io.carillon.sip.auth.Algorithm;
import io.carillon.sip.auth.Challenge;
import io.carillon.sip.auth.Credentials;
import io.carillon.sip.auth.Digest;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.proxy.Branch;
import io.carillon.sip.proxy.Forward;
import io.carillon.sip.proxy.Proxy;
import io.carillon.sip.proxy.Routes;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** P-CSCF and registrar in one process: as much of a network as a phone notices. */
final class SmallNetwork implements RequestHandler, AutoCloseable {
    static final String HOME = "home.example";
    static final byte[] K = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    static final byte[] OPC = "fedcba9876543210".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    static final byte[] AMF = {(byte) 0x80, 0};
    private static final String NONCE = "a-nonce-of-the-test";

    final SipStack stack;
    final BlockingQueue<SipRequest> registers = new LinkedBlockingQueue<>();
    /** MESSAGEs to the SMS centre, answered with 202. */
    final BlockingQueue<SipRequest> submissions = new LinkedBlockingQueue<>();

    private final Proxy proxy;
    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final Map<String, Hop> flows = new ConcurrentHashMap<>();
    private final Map<String, String> contacts = new ConcurrentHashMap<>();
    private final Map<String, String> expected = new ConcurrentHashMap<>();
    private final Milenage milenage = new Milenage(K, OPC);
    volatile Sqn sqn = new Sqn(33);
    volatile int minExpires;

    SmallNetwork() throws IOException {
        stack = SipStack.builder()
                .listen(new ListeningPoint(
                        "gm",
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        "127.0.0.1",
                        Set.of(Transport.UDP, Transport.TCP)))
                .build();
        proxy = new Proxy(stack);
        stack.handler("gm", this);
        stack.start();
    }

    InetSocketAddress address() {
        return stack.address("gm");
    }

    UeBuilder phone(String name) {
        return Ue.named(name).home(HOME).impu("sip:" + name + "@" + HOME).pcscf(address());
    }

    UeBuilder digestPhone(String name) {
        passwords.put(name + "@" + HOME, "secret of " + name);
        return phone(name).password("secret of " + name);
    }

    @Override
    public void onRequest(ServerTransaction transaction) {
        var request = transaction.request();
        if (request.is(Method.REGISTER)) {
            registers.add(request);
            register(transaction);
        } else if (request.uri().startsWith("sip:smsc@")) {
            submissions.add(request);
            transaction.respond(202);
        } else {
            transaction.onLane(() -> forward(transaction));
        }
    }

    private void register(ServerTransaction transaction) {
        var request = transaction.request();
        var credentials = Credentials.parse(
                        request.first(HeaderName.AUTHORIZATION).orElseThrow())
                .orElseThrow();
        var wanted = expected.remove(credentials.nonce());
        var auts = Aka.auts(credentials);
        if (wanted == null || auts.isPresent()) {
            auts.ifPresent(bytes -> resynchronise(credentials, bytes));
            challenge(transaction, credentials);
        } else if (!Digest.verify(credentials, Method.REGISTER, wanted)) {
            transaction.respond(403);
        } else if (request.number(HeaderName.EXPIRES).orElse(0) > 0
                && request.number(HeaderName.EXPIRES).orElse(0) < minExpires) {
            transaction.respond(request.reply(423)
                    .append(HeaderName.MIN_EXPIRES, minExpires)
                    .toTag(ResponseEdit.newTag())
                    .build());
        } else {
            accept(transaction);
        }
    }

    private void resynchronise(Credentials credentials, byte[] auts) {
        var rand = Aka.read(credentials.nonce()).orElseThrow().rand();
        sqn = AkaVector.resynchronise(milenage, rand, auts).orElseThrow();
    }

    private void challenge(ServerTransaction transaction, Credentials credentials) {
        var user = credentials.username();
        var password = passwords.get(user);
        Challenge challenge;
        if (password != null) {
            var nonce = NONCE + expected.size() + registers.size();
            challenge = Challenge.of(HOME, nonce, Algorithm.MD5);
            expected.put(nonce, Digest.ha1(Algorithm.MD5, user, HOME, password));
        } else {
            sqn = sqn.next();
            var vector = AkaVector.generate(milenage, sqn, AMF, new byte[16]);
            var nonce = Aka.nonce(vector.rand(), vector.autn());
            challenge = Challenge.of(HOME, nonce, Algorithm.AKAV1_MD5);
            expected.put(nonce, Digest.ha1(Algorithm.AKAV1_MD5, user, HOME, vector.xres()));
        }
        transaction.respond(transaction
                .request()
                .reply(401)
                .append(HeaderName.WWW_AUTHENTICATE, challenge)
                .toTag(ResponseEdit.newTag())
                .build());
    }

    private void accept(ServerTransaction transaction) {
        var request = transaction.request();
        var contact = request.address(HeaderName.CONTACT).orElseThrow();
        var impu = request.to().uri();
        var reply = request.reply(200).toTag(ResponseEdit.newTag());
        if (request.number(HeaderName.EXPIRES).orElse(0) == 0) {
            flows.remove(impu);
        } else {
            flows.put(impu, transaction.arrival().back());
            contacts.put(impu, contact.uri());
            reply.append(HeaderName.CONTACT, contact)
                    .append(HeaderName.SERVICE_ROUTE, "<sip:orig@" + stack.sentBy("gm") + ";lr>")
                    .append(HeaderName.P_ASSOCIATED_URI, "<" + impu + ">");
        }
        transaction.respond(reply.build());
    }

    private void forward(ServerTransaction transaction) {
        var request = Routes.popAllOwn(transaction.request(), uri -> stack.isOwn(uri.host(), uri.port()))
                .request();
        if (request.inDialog()) {
            proxy.forward(
                    transaction,
                    Forward.to("gm", new Branch(request, stack.locator().locate(Routes.next(request)))));
            return;
        }
        var flow = flows.get(request.uri());
        var contact = contacts.get(request.uri());
        if (flow == null || contact == null) {
            transaction.respond(404);
            return;
        }
        var onward = request.edit()
                .uri(contact)
                .set(HeaderName.P_ASSERTED_IDENTITY, "<" + request.from().uri() + ">")
                .build();
        proxy.forward(
                transaction,
                Forward.to("gm", new Branch(onward, flow)).recordRoute("<sip:" + stack.sentBy("gm") + ";lr>"));
    }

    @Override
    public void onAck(SipRequest ack, Arrival arrival) {
        var popped = Routes.popAllOwn(ack, uri -> stack.isOwn(uri.host(), uri.port()))
                .request();
        proxy.forwardAck(popped, stack.locator().locate(Routes.next(popped)).getFirst(), "gm");
    }

    /** Sends a MESSAGE to a phone, as the SMS centre does. */
    int toPhone(String impu, String contentType, byte[] body, Optional<String> inReplyTo) {
        var edit = SipRequest.create(Method.MESSAGE, contacts.getOrDefault(impu, impu))
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, "<sip:smsc@im." + HOME + ">;tag=1")
                .append(HeaderName.TO, "<" + impu + ">")
                .append(HeaderName.CALL_ID, java.util.UUID.randomUUID())
                .append(HeaderName.CSEQ, "1 MESSAGE")
                .append(HeaderName.P_ASSERTED_IDENTITY, NameAddr.of("sip:smsc@im." + HOME))
                .body(contentType, body);
        inReplyTo.ifPresent(id -> edit.append(HeaderName.IN_REPLY_TO, id));
        var flow = Optional.ofNullable(flows.get(impu)).orElseThrow();
        return stack.client("gm").ask(edit.build(), flow).status();
    }

    List<SipRequest> takenRegisters() {
        return List.copyOf(registers);
    }

    @Override
    public void close() {
        stack.close();
    }
}
