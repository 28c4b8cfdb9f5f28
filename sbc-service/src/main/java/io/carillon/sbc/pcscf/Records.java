package io.carillon.sbc.pcscf;

import io.carillon.node.cdr.CdrSink;
import io.carillon.node.cdr.Ending;
import io.carillon.sbc.media.MediaFigures;
import io.carillon.sip.message.SipRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Charging records of calls, one for each passage (TS 32.260 §5.2.2): begun with the call, written when it ends, by
 * whichever node ends it and under the same id, so that none is lost or doubled.
 */
public final class Records {
    private final CdrSink sink;
    private final String node;
    private final Clock clock;

    public Records(CdrSink sink, String node, Clock clock) {
        this.sink = sink;
        this.node = node;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    Account begin(SipRequest invite, boolean fromPhone, String identity) {
        return Account.begun(sink.nextId(), node, now(), invite, fromPhone, identity);
    }

    void write(CallFacts facts, Ending ending, Optional<MediaFigures> figures) {
        var account = facts.account();
        if (account != null) {
            var media = figures.map(MediaFigures::fields).orElse(Map.of());
            sink.write(account.record(node, facts, ending, media, now()));
        }
    }
}
