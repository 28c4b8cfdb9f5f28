package io.carillon.bench.sip.generator;

import io.carillon.bench.Histogram;
import io.carillon.bench.sip.generator.Slot.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * One run: a closed loop with so many operations outstanding, or so many a second. Nothing is retransmitted: an
 * operation without its answer in two seconds is lost.
 */
final class Run implements Wire.Receiver {
    private static final long LOST_AFTER = 2_000_000_000L;
    private static final long SWEEP = 200_000_000L;
    /** A prime beyond the number of users there may be. */
    private static final int STRIDE = 15_485_863;

    private static final byte[] ACK = Text.ascii("ACK");
    private static final byte[] BYE = Text.ascii("BYE");

    private final Wire wire;
    private final Work work;
    private final int run;
    private final CallingSide callers;
    private final CalledSide called;
    private final ShortMessages shortMessages;
    private final Responder responder;
    private final int users;
    private final boolean border;
    private final Incoming message = new Incoming();
    private final Histogram latencies = new Histogram();
    private final Slot[] slots;
    private int sequence;
    private long completed;
    private long failed;
    private long lastCompleted;
    private String complaint = "-";

    Run(Wire wire, Work work, int window, int run, Manner manner) {
        this.wire = wire;
        this.work = work;
        this.run = run;
        this.callers = new CallingSide(wire, manner, run);
        this.called = new CalledSide(wire, manner);
        this.shortMessages = new ShortMessages(run);
        this.responder = new Responder(manner);
        this.users = manner.users();
        this.border = manner.border();
        this.slots = new Slot[window];
        for (int i = 0; i < window; i++) {
            slots[i] = new Slot(i);
        }
    }

    /** completed failed seconds p50 p99 complaint */
    String go(double seconds, int rate, long most) throws IOException {
        long begin = System.nanoTime();
        long end = begin + (long) (seconds * 1e9);
        long swept = begin;
        int head = 0;
        lastCompleted = begin;
        while (true) {
            long now = System.nanoTime();
            boolean over = now >= end || sequence >= most;
            if (over && completed + failed >= sequence) {
                break;
            }
            long allowed = over ? 0 : rate == 0 ? slots.length : (long) ((now - begin) * 1e-9 * rate) + 1 - sequence;
            for (int tried = 0; tried < slots.length && allowed > 0 && sequence < most; tried++) {
                if (slots[head].state == State.FREE) {
                    begin(slots[head]);
                    allowed--;
                }
                head = (head + 1) % slots.length;
            }
            if (wire.turn(this) == 0) {
                wire.await(rate == 0 ? 5 : 1);
            }
            if (now - swept > SWEEP) {
                swept = now;
                sweep(now);
            }
        }
        return completed + " " + failed + " " + (lastCompleted - begin) / 1e9 + " " + latencies.millis(.5) + " "
                + latencies.millis(.99) + " " + complaint;
    }

    private void begin(Slot slot) throws IOException {
        slot.state = State.ASKED;
        slot.sequence = ++sequence;
        slot.user = user(sequence);
        slot.started = System.nanoTime();
        slot.touched = slot.started;
        switch (work) {
            case CALL, HOLD -> callers.invite(slot);
            case MESSAGE -> callers.message(slot);
            case SMS -> callers.toCentre(slot, slot.user, 1, shortMessages.submit(slot, recipient(slot)), null);
            case REGISTER -> callers.register(slot, responder.beforeChallenge(slot.user));
        }
    }

    /** Registrations go all over the users, each once before the first comes again: they register in no order. */
    private int user(int turn) {
        return work == Work.REGISTER && border ? (int) ((long) turn * STRIDE % users) : turn % users;
    }

    private void sweep(long now) {
        for (var slot : slots) {
            if (slot.state != State.FREE && now - slot.touched > LOST_AFTER) {
                complaint = "no answer in state " + slot.state;
                failed++;
                slot.state = State.FREE;
            }
        }
    }

    @Override
    public void called(byte[] bytes, int length) {
        message.read(bytes, length);
        try {
            called.request(message);
            if (work == Work.SMS) {
                delivered();
            }
        } catch (IOException e) {
            complaint = e.toString();
        }
    }

    private int recipient(Slot slot) {
        return (slot.user + 1) % users;
    }

    /** The recipient says that it has the message (TS 24.341 §5.3.2.4). */
    private void delivered() throws IOException {
        int index = shortMessages.deliveredSlot(message);
        if (index < 0 || index >= slots.length) {
            return;
        }
        var slot = slots[index];
        if (slot.state == State.ASKED && slot.sequence == shortMessages.deliveredSequence()) {
            slot.state = State.ENDING;
            slot.touched = System.nanoTime();
            callers.toCentre(slot, recipient(slot), 2, shortMessages.acknowledge(message), message);
        }
    }

    @Override
    public void caller(byte[] bytes, int length) {
        message.read(bytes, length);
        int status = message.isResponse() ? message.status() : 100;
        int id = message.find(Incoming.CALL_ID);
        if (status < 180 || id < 0) {
            return;
        }
        int at = message.from[id] + "Call-ID: c".length();
        int dash = dash(at);
        int second = dash(dash + 1);
        if (message.number(at, 16) != run) {
            return;
        }
        int index = message.number(dash + 1, 16);
        if (index >= slots.length || slots[index].sequence != message.number(second + 1, 16)) {
            return;
        }
        try {
            answer(slots[index], status);
        } catch (IOException e) {
            complaint = e.toString();
        }
    }

    private int dash(int from) {
        int at = from;
        while (message.bytes[at] != '-') {
            at++;
        }
        return at;
    }

    private void answer(Slot slot, int status) throws IOException {
        int line = message.find(Incoming.CSEQ);
        int cseq = message.number(message.from[line] + "CSeq:".length(), 10);
        if (slot.state == State.FREE || status < 200) {
            return;
        }
        switch (slot.state) {
            case ASKED -> {
                if (cseq == 1) {
                    first(slot, status);
                }
            }
            case CHALLENGED, ENDING -> {
                if (cseq == 2) {
                    finish(slot, status, slot.state == State.CHALLENGED || work == Work.SMS);
                }
            }
            case FREE -> {}
        }
    }

    private void first(Slot slot, int status) throws IOException {
        if (work == Work.SMS && status == 202) {
            return; // the message comes to its recipient
        }
        int challenge = status == 401 && work == Work.REGISTER ? message.find(Incoming.CHALLENGE) : -1;
        if (challenge >= 0) {
            slot.state = State.CHALLENGED;
            slot.touched = System.nanoTime();
            callers.register(slot, responder.answer(slot.user, message, challenge));
        } else if (work == Work.HOLD && status == 200) {
            callers.inDialog(slot, ACK, 1, 2, message);
            finish(slot, status, true);
        } else if (work == Work.CALL && status == 200) {
            slot.touched = System.nanoTime();
            latencies.add(slot.touched - slot.started);
            callers.inDialog(slot, ACK, 1, 2, message);
            callers.inDialog(slot, BYE, 2, 3, message);
            slot.state = State.ENDING;
        } else {
            finish(slot, status, true);
        }
    }

    private void finish(Slot slot, int status, boolean latency) {
        slot.state = State.FREE;
        if (status != 200 && !(work == Work.SMS && status == 202)) {
            failed++;
            int end = 0;
            while (message.bytes[end] != '\r') {
                end++;
            }
            complaint = new String(message.bytes, 0, end, StandardCharsets.US_ASCII);
            return;
        }
        completed++;
        lastCompleted = System.nanoTime();
        if (latency) {
            latencies.add(lastCompleted - slot.started);
        }
    }
}
