package io.carillon.testkit;

import io.carillon.sdp.Direction;
import io.carillon.sip.dialog.UserAgent;
import io.carillon.sip.dialog.UserAgentCall;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.SipClient;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Hop;
import io.carillon.testkit.sms.RpMessage;
import io.carillon.testkit.sms.Tpdu;
import io.carillon.testkit.voice.Picture;
import io.carillon.testkit.voice.Voice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * A VoLTE phone: registers, calls with G.711 audio, sends and receives messages, all on real sockets. For ordinary
 * threads: a method returns when the network has answered, and throws {@link MissingArrow} when it has not in time or
 * not as it should.
 */
public final class Ue implements AutoCloseable {
    /** What phones ask for (TS 24.229 §5.1.1.2.1). */
    private static final long REGISTRATION = 600_000;

    private final UeSettings settings;
    private final Transcript transcript;
    private final SipStack stack;
    private volatile Hop pcscf;
    private final UeRequests requests;
    private final RegisterFlow registering;
    private final UserAgent agent;
    private final UeMessages messages;
    private final Signal signal = new Signal();
    private final BlockingQueue<UeCall> incoming = new LinkedBlockingQueue<>();
    private final Set<UeCall> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicInteger smsReference = new AtomicInteger();
    private volatile CallPolicy policy;

    /** A phone by this name, which stands in failures and diagrams. */
    public static UeBuilder named(String name) {
        return new UeBuilder(name);
    }

    Ue(UeSettings settings) throws IOException {
        this.settings = settings;
        this.policy = settings.policy();
        this.transcript = new Transcript(settings.observer());
        this.pcscf = at(settings.pcscf());
        var security = settings.security().map(each -> new SecAgree(each, settings.pcscf()));
        this.stack = new UeSockets(settings, security).open(new ToPcscf(() -> pcscf), transcript);
        this.requests = new UeRequests(settings, stack.sentBy(security.isPresent() ? SecAgree.SERVER : UeSockets.GM));
        this.registering = new RegisterFlow(settings, requests, security, this::ask);
        this.messages = new UeMessages(signal, this::send);
        this.agent = new UserAgent(stack, UeSockets.GM, requests.contact())
                .onCall(this::called)
                .onOther(messages::take);
        stack.handler(UeSockets.GM, agent);
        stack.handler(SecAgree.SERVER, agent);
    }

    private Hop at(InetSocketAddress address) {
        return new Hop(settings.transport(), address, settings.pcscfName(), false);
    }

    /**
     * From now on it speaks to another P-CSCF of its list, and has to register there (TS 24.229 §5.1.1.2.1). Not for a phone
     * with security associations, which belong to one P-CSCF.
     */
    public Ue moveTo(InetSocketAddress another) {
        pcscf = at(another);
        return this;
    }

    public String name() {
        return settings.name();
    }

    /** The identity it registers and calls with. */
    public String impu() {
        return settings.impus().getFirst();
    }

    /** Where it listens, UDP and TCP. */
    public InetSocketAddress address() {
        return stack.address(UeSockets.GM);
    }

    /** Registers, or refreshes the registration. @throws MissingArrow if the network refuses */
    public Registration register() {
        return register(REGISTRATION);
    }

    public Registration register(long seconds) {
        expect(attemptRegister(seconds), "200 OK (REGISTER)");
        return registration();
    }

    /** Registers and gives the network's final answer, whatever it is. */
    public SipResponse attemptRegister() {
        return attemptRegister(REGISTRATION);
    }

    public SipResponse attemptRegister(long seconds) {
        return registering.register(seconds);
    }

    public void deregister() {
        expect(registering.register(0), "200 OK (REGISTER)");
    }

    /** What the network granted; empty before. */
    public Registration registration() {
        return registering.registration();
    }

    /** What it does with the calls that come from now on. */
    public Ue onCall(CallPolicy value) {
        policy = value;
        return this;
    }

    /** Calls a tel: or sip: URI, or a number. Returns when INVITE is on its way. */
    public UeCall call(String target) {
        var media = media();
        var invite = requests.invite(uri(target), media.offer(Direction.SENDRECV), registering.registration());
        var call = new UeCall(settings, transcript, agent.call(invite, pcscf), media, signal, Optional.empty());
        Thread.ofVirtual().name("call " + call.callId()).start(() -> run(call));
        return call;
    }

    /** On a virtual thread of the call. */
    private void called(UserAgentCall call) {
        var answering = new UeCall(settings, transcript, call, media(), signal, Optional.of(policy));
        incoming.add(answering);
        signal.raise();
        run(answering);
    }

    private void run(UeCall call) {
        underWay.add(call);
        try {
            call.run();
        } finally {
            underWay.remove(call);
        }
    }

    private CallMedia media() {
        try {
            var voice = Voice.open(settings.local(), settings.tone());
            return new CallMedia(settings, voice, settings.camera() ? Picture.open(settings.local()) : null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String uri(String target) {
        return target.startsWith("+") ? "tel:" + target : target;
    }

    /** The next call that came, already treated by the policy. */
    public UeCall awaitCall() {
        return awaitNext(incoming, "INVITE");
    }

    /** Sends a pager message and gives the final answer: 200 delivered, 202 kept. */
    public SipResponse message(String target, String text) {
        var uri = uri(target);
        return ask(requests.outside(Method.MESSAGE, uri, registering.registration())
                .body("text/plain", text)
                .build());
    }

    public ReceivedMessage awaitMessage() {
        return awaitNext(messages.texts, "MESSAGE (text/plain)");
    }

    /** Submits a short message; returns when the SMS centre has taken the request, which is not yet RP-ACK. */
    public Submission submit(String number, String text) {
        int reference = smsReference.incrementAndGet() & 0xff;
        var tpdu = Tpdu.submit(reference, number, text);
        var request = shortMessage(settings.smsCentre(), RpMessage.data(reference, settings.smsCentreNumber(), tpdu))
                .build();
        var response = ask(request);
        var callId = request.callId();
        return new Submission(callId, reference, response, () -> {
            await(() -> messages.reports.containsKey(callId), "MESSAGE (RP-ACK " + reference + ")");
            return messages.reports.get(callId);
        });
    }

    public ReceivedMessage awaitSms() {
        return awaitNext(messages.shortMessages, "MESSAGE (SMS-DELIVER)");
    }

    /** A phone without memory left answers short messages with RP-ERROR. */
    public Ue memoryFull(boolean full) {
        messages.full(full);
        return this;
    }

    private void send(UeMessages.Report report) {
        var request = shortMessage(report.to(), report.body())
                .append(HeaderName.IN_REPLY_TO, report.inReplyTo())
                .build();
        stack.client(UeSockets.GM).start(request, pcscf);
    }

    private RequestEdit shortMessage(String target, byte[] body) {
        return requests.outside(Method.MESSAGE, target, registering.registration())
                .append(HeaderName.REQUEST_DISPOSITION, "no-fork")
                .body(RpMessage.CONTENT_TYPE, body);
    }

    /** Sends any request outside of a dialog to the P-CSCF and waits for the final answer. */
    public SipResponse ask(SipRequest request) {
        var exchange = stack.client(UeSockets.GM).start(request, pcscf);
        var event = exchange.next(settings.deadline());
        while (event instanceof SipClient.Event.Provisional) {
            event = exchange.next(settings.deadline());
        }
        if (event instanceof SipClient.Event.Final(var response)) {
            return response;
        }
        throw missing("a final answer (" + request.method() + ")");
    }

    /** A request with this phone's headers, to be completed: what a test needs that a good phone would not send. */
    public RequestEdit request(String method, String target) {
        return requests.outside(method, uri(target), registering.registration());
    }

    /** Everything that was sent and received. */
    public String transcript() {
        return transcript.text();
    }

    private void expect(SipResponse answer, String arrow) {
        if (!answer.isSuccess()) {
            throw missing(arrow);
        }
    }

    private <T> T awaitNext(Queue<T> queue, String arrow) {
        await(() -> !queue.isEmpty(), arrow);
        var next = queue.poll();
        if (next == null) {
            throw missing(arrow);
        }
        return next;
    }

    private void await(BooleanSupplier condition, String arrow) {
        if (!signal.await(condition, settings.deadline())) {
            throw missing(arrow);
        }
    }

    private MissingArrow missing(String arrow) {
        return new MissingArrow(
                settings.name() + " expected " + arrow + " within "
                        + settings.deadline().toSeconds() + " s",
                transcript.text());
    }

    /** Switches the phone off; calls end without a word, as with an empty battery. */
    @Override
    public void close() {
        underWay.forEach(UeCall::abandon);
        stack.close();
    }
}
