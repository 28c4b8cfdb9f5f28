package io.carillon.testkit;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.testkit.sms.RpMessage;
import io.carillon.testkit.sms.Tpdu;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** MESSAGE requests that come to the phone: pager messages (RFC 3428) and short messages over IP (TS 24.341 §5.3.2). */
final class UeMessages {
    /** "Message not compatible with the short message protocol state" (TS 24.011 §8.2.5.4). */
    private static final int NOT_UNDERSTOOD = 98;

    final BlockingQueue<ReceivedMessage> texts = new LinkedBlockingQueue<>();
    final BlockingQueue<ReceivedMessage> shortMessages = new LinkedBlockingQueue<>();
    /** RP-ACK and RP-ERROR by the Call-ID of the submission that they answer. */
    final Map<String, RpMessage> reports = new ConcurrentHashMap<>();

    private final Signal signal;
    private final Consumer<Report> sender;
    private volatile boolean full;

    /** A report on a short message that goes back in a MESSAGE of its own. */
    record Report(String to, String inReplyTo, byte[] body) {}

    /** @param sender sends a report; must not wait */
    UeMessages(Signal signal, Consumer<Report> sender) {
        this.signal = signal;
        this.sender = sender;
    }

    /** Lets the phone refuse short messages with RP-ERROR "memory capacity exceeded". */
    void full(boolean value) {
        full = value;
    }

    /** On an I/O thread. */
    void take(ServerTransaction transaction) {
        var request = transaction.request();
        if (!request.is(Method.MESSAGE)) {
            boolean options = request.is(Method.OPTIONS);
            transaction.respond(request.reply(options ? 200 : 405)
                    .toTag(ResponseEdit.newTag())
                    .append(HeaderName.ALLOW, UeRequests.ALLOW)
                    .build());
            return;
        }
        switch (request.contentType()) {
            case RpMessage.CONTENT_TYPE -> takeShort(transaction);
            case "text/plain" -> {
                transaction.respond(200);
                texts.add(new ReceivedMessage(sender(request), request.bodyText(), request));
                signal.raise();
            }
            default -> transaction.respond(415);
        }
    }

    private void takeShort(ServerTransaction transaction) {
        var request = transaction.request();
        try {
            var message = RpMessage.read(request.body());
            transaction.respond(200);
            switch (message) {
                case RpMessage.Data data -> deliver(request, data);
                case RpMessage.Ack ack -> report(request, ack);
                case RpMessage.Failed failed -> report(request, failed);
            }
        } catch (IllegalArgumentException e) {
            transaction.respond(400);
        }
    }

    /** 200 was for the MESSAGE; what the phone makes of its content follows in another (§5.3.2.3, §5.3.2.4). */
    private void deliver(SipRequest request, RpMessage.Data data) {
        byte[] report;
        try {
            var delivered = Tpdu.deliver(data.tpdu());
            report = full ? RpMessage.error(data.reference(), 22) : RpMessage.ack(data.reference());
            if (!full) {
                shortMessages.add(new ReceivedMessage(delivered.from(), delivered.text(), request));
            }
        } catch (IllegalArgumentException e) {
            report = RpMessage.error(data.reference(), NOT_UNDERSTOOD);
        }
        sender.accept(new Report(sender(request), request.callId(), report));
        signal.raise();
    }

    private void report(SipRequest request, RpMessage report) {
        request.first(HeaderName.IN_REPLY_TO).ifPresent(callId -> reports.put(callId, report));
        signal.raise();
    }

    private static String sender(SipRequest request) {
        return request.addresses(HeaderName.P_ASSERTED_IDENTITY).stream()
                .findFirst()
                .map(NameAddr::uri)
                .orElse(request.from().uri());
    }
}
