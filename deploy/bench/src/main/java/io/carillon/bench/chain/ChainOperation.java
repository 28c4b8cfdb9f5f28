package io.carillon.bench.chain;

import io.carillon.bench.BenchException;
import io.carillon.bench.Load;
import io.carillon.bench.Operation;
import io.carillon.bench.Peer;
import io.carillon.bench.Settings;
import io.carillon.bench.Workplace;
import io.carillon.bench.chain.kamailio.KamailioChain;
import io.carillon.bench.sip.generator.Work;
import java.io.IOException;
import java.util.List;

/** What an IMS does from phone to phone. */
public record ChainOperation(String name, Extent extent, Work work, List<Peer> others) implements Operation {
    public static List<Operation> all() {
        var traced = new TracedChain();
        return List.of(
                new ChainOperation("call", Extent.BARE, Work.CALL, List.of(new KamailioChain(), traced)),
                new ChainOperation("register", Extent.BARE, Work.REGISTER, List.of(new KamailioChain(), traced)),
                new ChainOperation("message", Extent.MESSAGES, Work.MESSAGE, List.of(traced)),
                new ChainOperation("sms", Extent.MESSAGES, Work.SMS, List.of(traced)));
    }

    @Override
    public Peer ours(Settings settings) {
        boolean tracing =
                settings.beside().filter(new TracedChain().name()::equals).isPresent();
        if (!settings.chain().full()) {
            return new OwnChain(extent, tracing);
        }
        if (work != Work.CALL) {
            throw new BenchException("Only a call may be a full one");
        }
        return new OwnChain(Extent.FULL, tracing);
    }

    @Override
    public Load load(Workplace place, Settings settings) throws IOException {
        if (!settings.transport().equals("udp")) {
            throw new BenchException("Phones of an IMS speak udp here");
        }
        return new ChainLoad(place, settings, work, System.err);
    }
}
