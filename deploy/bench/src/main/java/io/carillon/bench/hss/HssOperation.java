package io.carillon.bench.hss;

import io.carillon.bench.BenchException;
import io.carillon.bench.Load;
import io.carillon.bench.Operation;
import io.carillon.bench.Peer;
import io.carillon.bench.Settings;
import io.carillon.bench.Workplace;
import java.io.IOException;
import java.util.List;

/** One User-Authorization-Request and its answer (TS 29.229 §6.1.1). */
public final class HssOperation implements Operation {
    @Override
    public String name() {
        return "hss";
    }

    @Override
    public Peer ours(Settings settings) {
        return new HssPeer();
    }

    @Override
    public List<Peer> others() {
        return List.of(new FreeDiameterPeer());
    }

    @Override
    public Load load(Workplace place, Settings settings) throws IOException {
        if (settings.transport().equals("tls")) {
            throw new BenchException("Diameter is asked over TCP");
        }
        return new UarLoad(place, settings);
    }
}
