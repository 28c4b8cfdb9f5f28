package io.carillon.node.sip;

import io.carillon.sip.transaction.Timers;
import io.carillon.sip.transport.TlsSettings.Clients;
import io.carillon.sip.transport.Transport;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The SIP side of a node.
 *
 * @param points the listening points by name; {@code core} is the one other nodes find under {@code sip}
 * @param t1 the round-trip estimate from which the other timers follow (RFC 3261 Table 4)
 * @param timerC how long a proxied INVITE may ring (§16.6 step 11)
 * @param ioThreads threads that read the sockets
 * @param maxTransactions server transactions without a final response; beyond it new requests are shed
 * @param maxTasks flows under way; beyond it new requests are shed
 * @param drain how long a stopping node lets what is under way end; calls that ring are cut off then
 * @param quiet a stopping node stays, within that time, until it has refused nobody for so long: who had not heard yet that
 *     it leaves asks another then
 */
@Validated
@ConfigurationProperties("carillon.sip")
public record SipProperties(
        @DefaultValue Map<String, @Valid Point> points,
        @DefaultValue("500ms") Duration t1,
        @DefaultValue("181s") Duration timerC,
        @DefaultValue("1") @Min(1) @Max(64) int ioThreads,
        @DefaultValue("10000") @Min(1) int maxTransactions,
        @DefaultValue("10000") @Min(1) int maxTasks,
        @DefaultValue("5s") Duration drain,
        @DefaultValue("1s") Duration quiet) {
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /**
     * @param port 0 takes a free one
     * @param transports such as udp and tcp; tls and wss only where the node has a certificate
     * @param bind the addresses to listen on; the node's own when not set
     * @param advertised the host in Via and Record-Route for each of them; without it the node's own, or of several the
     *     address itself
     * @param ports of tls, ws and wss; they are free ones if {@code port} is 0
     * @param clients whether a TLS client has to show a certificate here; without it as {@code carillon.sip.tls} says
     */
    public record Point(
            @Min(0) @Max(65_535) int port,
            @DefaultValue({"udp", "tcp"}) @NotEmpty Set<Transport> transports,
            @DefaultValue List<String> bind,
            @DefaultValue List<String> advertised,
            @DefaultValue Map<Transport, @Min(0) @Max(65_535) Integer> ports,
            @Nullable Clients clients) {}

    /** What is said when the drain is over gets no more than a second, and no more than the drain got. */
    Duration lastWords() {
        return drain.compareTo(LAST_WORDS) < 0 ? drain : LAST_WORDS;
    }

    Timers timers() {
        long estimate = t1.toMillis();
        Timers standard = Timers.STANDARD;
        return new Timers(
                estimate,
                standard.t2() / standard.t1() * estimate,
                standard.t4() / standard.t1() * estimate,
                standard.d() / standard.t1() * estimate,
                timerC.toMillis());
    }
}
