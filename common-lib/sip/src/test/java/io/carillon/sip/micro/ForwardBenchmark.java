package io.carillon.sip.micro;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the codec does for a message on its way through a proxy. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ForwardBenchmark {
    private final byte[] invite = Messages.INVITE.clone();
    private final byte[] ok = Messages.OK.clone();
    private final byte[] out = new byte[SipMessage.MAX_SIZE];
    private final SipRequest parsed = (SipRequest) SipMessage.parse(invite);

    /** The lines found, nothing read of them. */
    @Benchmark
    public SipMessage parse() {
        return SipMessage.parse(invite);
    }

    /** And everything read that a server looks at before it takes the request. */
    @Benchmark
    public boolean parseAndCheck() {
        return ((SipRequest) SipMessage.parse(invite)).defect().isPresent();
    }

    /** From the bytes that came to the bytes that leave: what a proxy does but for transactions and routes. */
    @Benchmark
    public int forwardInvite() {
        var received = (SipRequest) SipMessage.parse(invite);
        if (received.defect().isPresent()) {
            throw new IllegalStateException("A good INVITE is refused");
        }
        return received.completed("192.0.2.7", 40_000)
                .edit()
                .set(HeaderName.MAX_FORWARDS, received.maxForwards() - 1)
                .prepend(HeaderName.RECORD_ROUTE, "<sip:192.0.2.1:5060;lr>")
                .prepend(HeaderName.VIA, "SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK0123456789abcdef;rport")
                .build()
                .copyTo(out);
    }

    @Benchmark
    public int forwardOk() {
        var received = (SipResponse) SipMessage.parse(ok);
        if (received.isBroken()) {
            throw new IllegalStateException("A good response is dropped");
        }
        return received.edit().removeFirst(HeaderName.VIA).build().copyTo(out);
    }

    /** A response of our own, to the last byte. */
    @Benchmark
    public int encodeTrying() {
        return parsed.reply(100).build().copyTo(out);
    }
}
