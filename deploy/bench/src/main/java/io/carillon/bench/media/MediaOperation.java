package io.carillon.bench.media;

import io.carillon.bench.BenchException;
import io.carillon.bench.Load;
import io.carillon.bench.Operation;
import io.carillon.bench.Peer;
import io.carillon.bench.Settings;
import io.carillon.bench.Workplace;
import java.io.IOException;
import java.util.List;

/** One RTP packet through a relay that NG set up. */
public final class MediaOperation implements Operation {
    @Override
    public String name() {
        return "media";
    }

    @Override
    public Peer ours(Settings settings) {
        return new RtpproxyPeer();
    }

    @Override
    public List<Peer> others() {
        return List.of(new RtpenginePeer());
    }

    @Override
    public Load load(Workplace place, Settings settings) throws IOException {
        if (!settings.transport().equals("udp")) {
            throw new BenchException("Media is relayed over UDP, not " + settings.transport());
        }
        return new MediaLoad(place, settings);
    }
}
