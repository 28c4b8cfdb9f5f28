package io.carillon.console;

import io.carillon.console.calls.Recording;
import jakarta.validation.constraints.Min;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The console's own settings.
 *
 * @param roles the kinds of nodes there may be
 * @param traceTopic where the nodes write what they see
 * @param traceEvents how many of them are kept in memory at the most,
 * @param traceOctets how much memory they may take (0: a third of the heap), and
 * @param traceAge how old they may be, here and in Kafka
 * @param traceDisk how many octets of them each of the topic's partitions keeps
 * @param scrape how often every node is asked for its health and counts
 * @param patience how long a node may take for an answer
 * @param homer host:port of a Homer that gets every SIP message (HEPv3, UDP); none if left out
 * @param homerAgent the number by which it knows this core
 * @param homerTexts whether it gets what people write to each other
 */
@Validated
@ConfigurationProperties("carillon.console")
record ConsoleProperties(
        @DefaultValue({"sbc", "cscf", "tas", "im", "enum", "hss", "rtpproxy", "charging", "lab", "console"})
        List<String> roles,

        @DefaultValue("carillon.trace") String traceTopic,
        @DefaultValue("100000") @Min(100) int traceEvents,
        @DefaultValue("0") @Min(0) long traceOctets,
        @DefaultValue("6h") Duration traceAge,
        @DefaultValue("268435456") @Min(8_388_608) long traceDisk,
        @DefaultValue("15s") Duration scrape,
        @DefaultValue("5s") Duration patience,
        @Nullable String homer,
        @DefaultValue("2001") int homerAgent,
        @DefaultValue("false") boolean homerTexts) {

    Recording.Bounds recording() {
        long octets = traceOctets == 0 ? Runtime.getRuntime().maxMemory() / 3 : traceOctets;
        return new Recording.Bounds(traceEvents, octets, traceAge);
    }

    /** Of a name the address that it has now. */
    InetSocketAddress homerAddress() {
        var text = Objects.requireNonNull(homer, "carillon.console.homer");
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("carillon.console.homer is host:port, not '" + text + "'");
        }
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
}
