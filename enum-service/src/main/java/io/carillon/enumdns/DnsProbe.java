package io.carillon.enumdns;

import io.carillon.node.health.FunctionalProbe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Asks this node's own port for the zone's SOA. */
final class DnsProbe implements FunctionalProbe {
    private static final Duration DEADLINE = Duration.ofMillis(800);

    private final InetSocketAddress server;
    private final Name apex;

    DnsProbe(InetSocketAddress server, Name apex) {
        this.server = server;
        this.apex = apex;
    }

    @Override
    public String name() {
        return "dns";
    }

    @Override
    public boolean givesUp() {
        return true;
    }

    @Override
    public void check() throws IOException {
        SimpleResolver resolver = new SimpleResolver(server);
        resolver.setTimeout(DEADLINE);
        Message answer = resolver.send(Message.newQuery(Record.newRecord(apex, Type.SOA, DClass.IN)));
        if (answer.getRcode() != Rcode.NOERROR
                || answer.getSection(Section.ANSWER).isEmpty()) {
            throw new IOException("own zone answers " + Rcode.string(answer.getRcode()));
        }
    }
}
