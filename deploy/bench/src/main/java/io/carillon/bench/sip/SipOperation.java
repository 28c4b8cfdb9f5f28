package io.carillon.bench.sip;

import io.carillon.bench.BenchException;
import io.carillon.bench.Load;
import io.carillon.bench.Operation;
import io.carillon.bench.Peer;
import io.carillon.bench.Settings;
import io.carillon.bench.Workplace;
import io.carillon.bench.sip.generator.Work;
import io.carillon.bench.sip.server.Duty;
import java.io.IOException;
import java.util.List;

/** What a bare SIP server does for one operation. */
public record SipOperation(String name, Duty duty, Work work) implements Operation {
    private static final List<String> TRANSPORTS = List.of("udp", "tcp", "tls");

    public static List<SipOperation> all() {
        return List.of(
                new SipOperation("sip-call", Duty.PROXY, Work.CALL),
                new SipOperation("sip-message", Duty.REGISTRAR, Work.MESSAGE),
                new SipOperation("sip-register", Duty.REGISTRAR, Work.REGISTER),
                new SipOperation("sip-stateless", Duty.STATELESS, Work.CALL));
    }

    @Override
    public Peer ours(Settings settings) {
        return new BarePeer(duty);
    }

    @Override
    public List<Peer> others() {
        return List.of(new KamailioPeer(duty));
    }

    @Override
    public Load load(Workplace place, Settings settings) throws IOException {
        if (!TRANSPORTS.contains(settings.transport())) {
            throw new BenchException("No transport '" + settings.transport() + "', there are " + TRANSPORTS);
        }
        if (settings.transport().equals("tls")) {
            OwnCertificate.make(place, "bench");
        }
        return new SipLoad(place, settings, work);
    }
}
