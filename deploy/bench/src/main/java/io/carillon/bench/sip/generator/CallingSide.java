package io.carillon.bench.sip.generator;

import io.carillon.bench.sip.generator.Slot.State;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The callers' requests. */
final class CallingSide {
    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] VERSION = Text.ascii(" SIP/2.0\r\n");
    private static final byte[] MAX_FORWARDS = Text.ascii("\r\nMax-Forwards: 70\r\n");
    private static final byte[] FROM = Text.ascii("From: <sip:");
    private static final byte[] AT_DOMAIN = Text.ascii("@" + Generator.DOMAIN);
    private static final byte[] FROM_TAG = Text.ascii(">;tag=f");
    private static final byte[] TO = Text.ascii("\r\nTo: <sip:");
    private static final byte[] CALL_ID = Text.ascii("Call-ID: c");
    private static final byte[] CSEQ = Text.ascii("@bench\r\nCSeq: ");
    private static final byte[] CONTACT = Text.ascii("Contact: <sip:");
    private static final byte[] NO_BODY = Text.ascii("Content-Length: 0\r\n\r\n");
    private static final byte[] ROUTE = Text.ascii("Route:");
    private static final byte[] INVITE = Text.ascii("INVITE");
    private static final byte[] MESSAGE = Text.ascii("MESSAGE");
    private static final byte[] REGISTER = Text.ascii("REGISTER");
    private static final byte[] SIP = Text.ascii(" sip:");
    private static final byte[] IDENTITY = Text.ascii("P-Preferred-Identity: <sip:");
    private static final byte[] CLOSE = Text.ascii(">\r\n");

    private final Wire wire;
    private final int run;
    private final Manner manner;
    private final byte[] sentBy;
    private final byte[] ownPort;
    private final byte[] calledPort;
    private final byte[] branch;
    private final Text out = new Text();

    CallingSide(Wire wire, Manner manner, int run) {
        this.wire = wire;
        this.run = run;
        this.manner = manner;
        this.sentBy = Text.ascii("Via: SIP/2.0/" + manner.transport() + " ");
        this.branch = Text.ascii(";rport;branch=z9hG4bK");
        this.ownPort = Text.ascii(":" + wire.callerPort());
        this.calledPort = Text.ascii(":" + wire.calledPort());
    }

    private void host(int user, byte[] port) {
        manner.host(user, out).add(port);
    }

    private void at(int user, byte[] port) {
        out.add(AT);
        host(user, port);
        out.add(manner.uriTransport());
    }

    private static final byte[] AT = {'@'};

    /** To a user of the domain. */
    private void startLine(byte[] method, int user) {
        out.clear().add(method).add(SIP).user(user).add(AT_DOMAIN).add(VERSION);
    }

    private void via(Slot slot, int speaker, int number) {
        wire.speaker(speaker);
        out.add(sentBy);
        host(speaker, ownPort);
        out.add(branch)
                .hex(run)
                .hex(slot.index)
                .add(DASH)
                .hex(slot.sequence)
                .add(DASH)
                .number(number);
    }

    private static final byte[] DASH = {'-'};

    private void identity(Slot slot, int cseq, byte[] method) {
        out.add(CALL_ID)
                .hex(run)
                .add(DASH)
                .hex(slot.index)
                .add(DASH)
                .hex(slot.sequence)
                .add(CSEQ)
                .number(cseq);
        out.add(BLANK).add(method).add(CRLF);
    }

    private static final byte[] BLANK = {' '};

    private void parties(Slot slot, int from, int to) {
        out.add(FROM)
                .user(from)
                .add(AT_DOMAIN)
                .add(FROM_TAG)
                .hex(slot.sequence)
                .add(TO)
                .user(to)
                .add(AT_DOMAIN);
        out.add(CLOSE);
    }

    void invite(Slot slot) throws IOException {
        int called = (slot.user + manner.users() / 2) % manner.users();
        if (manner.border()) {
            startLine(INVITE, called);
        } else {
            out.clear().add(INVITE).add(SIP).user(called);
            at(called, calledPort);
            out.add(VERSION);
        }
        via(slot, slot.user, 1);
        out.add(MAX_FORWARDS).add(manner.route());
        parties(slot, slot.user, called);
        identity(slot, 1, INVITE);
        out.add(CONTACT).user(slot.user);
        at(slot.user, ownPort);
        out.add(Templates.CONTACT_END);
        out.add(IDENTITY).user(slot.user).add(AT_DOMAIN).add(CLOSE);
        out.add(Templates.CALL_HEADERS).add(Templates.SESSION);
        wire.fromCaller(out);
    }

    void message(Slot slot) throws IOException {
        int sender = (slot.user + 1) % manner.users();
        startLine(MESSAGE, slot.user);
        via(slot, sender, 1);
        out.add(MAX_FORWARDS).add(manner.route());
        parties(slot, sender, slot.user);
        identity(slot, 1, MESSAGE);
        out.add(Templates.MESSAGE_END);
        wire.fromCaller(out);
    }

    /**
     * To the service centre, whose public service identity it is.
     *
     * @param delivery what is answered, if something is
     */
    void toCentre(Slot slot, int sender, int cseq, Text body, @Nullable Incoming delivery) throws IOException {
        out.clear().add(MESSAGE).add(CENTRE).add(VERSION);
        via(slot, sender, cseq);
        out.add(MAX_FORWARDS).add(manner.route());
        out.add(FROM)
                .user(sender)
                .add(AT_DOMAIN)
                .add(FROM_TAG)
                .hex(slot.sequence)
                .add(TO_CENTRE);
        identity(slot, cseq, MESSAGE);
        if (delivery != null) {
            int id = delivery.find(Incoming.CALL_ID);
            out.add(IN_REPLY_TO).add(delivery.bytes, delivery.from[id] + NAME_OF_CALL_ID, delivery.to[id]);
        }
        out.add(Templates.SHORT_MESSAGE).number(body.length).add(CRLF).add(CRLF).add(body.bytes, 0, body.length);
        wire.fromCaller(out);
    }

    private static final byte[] CENTRE = Text.ascii(" sip:smsc@im." + Generator.DOMAIN);
    private static final byte[] TO_CENTRE = Text.ascii("\r\nTo: <sip:smsc@im." + Generator.DOMAIN + ">\r\n");
    private static final byte[] IN_REPLY_TO = Text.ascii("In-Reply-To:");
    private static final int NAME_OF_CALL_ID = "Call-ID:".length();

    void register(Slot slot, Text authorization) throws IOException {
        int cseq = slot.state == State.CHALLENGED ? 2 : 1;
        out.clear().add(REGISTER).add(REGISTRAR_URI).add(VERSION);
        via(slot, slot.user, cseq);
        out.add(MAX_FORWARDS);
        parties(slot, slot.user, slot.user);
        identity(slot, cseq, REGISTER);
        out.add(CONTACT).user(slot.user);
        at(slot.user, calledPort);
        out.add(Templates.REGISTER_CONTACT_END);
        out.add(Templates.REGISTER_HEADERS)
                .add(authorization.bytes, 0, authorization.length)
                .add(NO_BODY);
        wire.fromCaller(out);
    }

    private static final byte[] REGISTRAR_URI = Text.ascii(" sip:" + Generator.DOMAIN);

    /** ACK or BYE to the Contact of the answer, over its route set in reverse order (RFC 3261 §12.1.2). */
    void inDialog(Slot slot, byte[] method, int cseq, int branch, Incoming answer) throws IOException {
        int contact = answer.find(Incoming.CONTACT);
        int open = answer.indexOf(OPEN, contact) + 1;
        out.clear()
                .add(method)
                .add(BLANK)
                .add(answer.bytes, open, answer.indexOf(END, contact))
                .add(VERSION);
        via(slot, slot.user, branch);
        out.add(MAX_FORWARDS);
        for (int line = answer.lines - 1; line >= 0; line--) {
            if (answer.kind[line] == Incoming.RECORD_ROUTE) {
                out.add(ROUTE).add(answer.bytes, answer.from[line] + NAME_OF_RECORD_ROUTE, answer.to[line]);
            }
        }
        out.add(FROM)
                .user(slot.user)
                .add(AT_DOMAIN)
                .add(FROM_TAG)
                .hex(slot.sequence)
                .add(CRLF);
        int to = answer.find(Incoming.TO);
        out.add(answer.bytes, answer.from[to], answer.to[to]);
        identity(slot, cseq, method);
        out.add(NO_BODY);
        wire.fromCaller(out);
    }

    private static final int NAME_OF_RECORD_ROUTE = "Record-Route:".length();
    private static final byte[] OPEN = {'<'};
    private static final byte[] END = {'>'};
}
