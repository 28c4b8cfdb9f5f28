package io.carillon.enumdns;

import io.carillon.enumdns.wire.DnsResponder;
import io.micrometer.core.instrument.MeterRegistry;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/** Counts answers by their response code. */
record MeteredResponder(DnsResponder responder, MeterRegistry meters) implements DnsResponder {

    @Override
    public Message respond(Message query) {
        Message response = responder.respond(query);
        meters.counter("carillon.enum.answers", "rcode", Rcode.string(response.getRcode()))
                .increment();
        return response;
    }
}
