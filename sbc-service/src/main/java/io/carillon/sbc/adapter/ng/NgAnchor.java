package io.carillon.sbc.adapter.ng;

import io.carillon.node.directory.NodeDirectory;
import io.carillon.sbc.media.MediaAnchor;
import io.carillon.sbc.media.MediaFigures;
import io.carillon.sdp.SdpException;
import io.carillon.sdp.SessionDescription;
import io.carillon.sdp.ng.MediaOptions;
import io.carillon.sdp.ng.NgClient;
import io.carillon.sdp.ng.NgCommand;
import io.carillon.sdp.ng.NgOutcome;
import io.carillon.sdp.ng.NgValue;
import io.carillon.sip.transport.Addresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** rtpproxy nodes found in the directory, each asked over NG; a call stays with the node that took its first offer. */
public final class NgAnchor implements MediaAnchor {
    private static final Logger LOG = LoggerFactory.getLogger(NgAnchor.class);
    private static final String ROLE = "rtpproxy";
    private static final String WIRE = "ng";
    /** In the words of rtpengine. */
    private static final String UNKNOWN_CALL = "Unknown call";

    private final NgClient client;
    private final NodeDirectory directory;
    private final Duration deadline;
    private final Clock clock;
    /** Also those under suspicion, which the directory leaves out. */
    private volatile Set<InetSocketAddress> listed = Set.of();

    public NgAnchor(NgClient client, NodeDirectory directory, Duration deadline, Clock clock) {
        this.client = client;
        this.directory = directory;
        this.deadline = deadline;
        this.clock = clock;
        directory.watch(
                ROLE,
                nodes -> listed = nodes.stream()
                        .flatMap(node -> node.address(WIRE).stream())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public Anchored offer(
            Optional<String> relay, String key, String from, Optional<String> to, byte[] sdp, Crossing crossing) {
        var text = octets(sdp);
        if (text.isEmpty()) {
            return new Anchored.Refused(488, "Bad Session Description");
        }
        var command = new NgCommand.Offer(
                key,
                from,
                to,
                text.get(),
                options(crossing).withAddressFamily(crossing.towards().name()));
        var last = new Anchored.Refused(503, "No Media Relay");
        for (var node : candidates(relay)) {
            switch (ask(node, command)) {
                case Anchored.Done done -> {
                    return done;
                }
                case Anchored.Refused refused -> last = refused;
            }
        }
        return last;
    }

    /** The one that holds the call, and after it all others: a call outlives its relay by its next offer. */
    private List<InetSocketAddress> candidates(Optional<String> relay) {
        var ranked = directory.ranked(ROLE).stream()
                .flatMap(node -> node.address(WIRE).stream())
                .toList();
        return relay.map(NgAnchor::address)
                .filter(ranked::contains)
                .map(holder -> Stream.concat(Stream.of(holder), ranked.stream())
                        .distinct()
                        .toList())
                .orElse(ranked);
    }

    @Override
    public Anchored answer(String relay, String key, String from, String to, byte[] sdp, Crossing crossing) {
        var text = octets(sdp);
        if (text.isEmpty()) {
            return new Anchored.Refused(502, "Bad Session Description");
        }
        return ask(address(relay), new NgCommand.Answer(key, from, to, text.get(), options(crossing)));
    }

    /** A relay is known by its NG address: the call needs this very process, whatever the directory thinks of it. */
    private static InetSocketAddress address(String relay) {
        int colon = relay.lastIndexOf(':');
        var host = relay.substring(0, colon).replaceAll("[\\[\\]]", "");
        return new InetSocketAddress(InetAddress.ofLiteral(host), Integer.parseInt(relay.substring(colon + 1)));
    }

    /** An answer is shown to who offered, in the family of that offer: only offers say which. */
    private static MediaOptions options(Crossing crossing) {
        return crossing.phone().map(MediaOptions.plainRelay()::withReceivedFrom).orElseGet(MediaOptions::plainRelay);
    }

    private static Optional<String> octets(byte[] sdp) {
        try {
            return Optional.of(SessionDescription.parse(sdp).octets());
        } catch (SdpException e) {
            LOG.info("Refused a session description: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private Anchored ask(InetSocketAddress node, NgCommand command) {
        var relay = Addresses.text(node);
        return switch (client.ask(node, command, deadline)) {
            case NgOutcome.Done done -> {
                try {
                    yield done.sdp()
                            .<Anchored>map(sdp -> new Anchored.Done(relay, sdp.toBytes()))
                            .orElseGet(() -> new Anchored.Refused(503, "Media Relay Gave No Description"));
                } catch (SdpException e) {
                    yield new Anchored.Refused(503, "Media Relay Gave A Bad Description");
                }
            }
            case NgOutcome.Refused(var reason) -> {
                LOG.warn("Relay {} refuses {}: {}", relay, command.name(), reason);
                yield new Anchored.Refused(503, "Media Relay Busy");
            }
            case NgOutcome.Unanswered(var reason) -> {
                LOG.warn("Relay {}: {}", relay, reason);
                directory.alive(ROLE).stream()
                        .filter(each -> each.address(WIRE).filter(node::equals).isPresent())
                        .forEach(directory::suspect);
                yield new Anchored.Refused(503, "Media Relay Away");
            }
        };
    }

    @Override
    public Standing standing(String relay, String key, Instant since) {
        var node = address(relay);
        return switch (client.ask(node, new NgCommand.Query(key), deadline)) {
            case NgOutcome.Done _ -> Standing.HELD;
            case NgOutcome.Refused(var reason) ->
                reason.startsWith(UNKNOWN_CALL)
                        ? beganAfter(node, since) ? Standing.FORGOTTEN : Standing.GIVEN_UP
                        : Standing.UNKNOWN;
            case NgOutcome.Unanswered _ -> listed.contains(node) ? Standing.UNKNOWN : Standing.GONE;
        };
    }

    /** A relay that was started anew under its old address knows nothing of its earlier calls. */
    private boolean beganAfter(InetSocketAddress node, Instant since) {
        var asked = new NgCommand.Statistics(NgValue.Dict.EMPTY);
        return client.ask(node, asked, deadline) instanceof NgOutcome.Done(var reply)
                && reply.dict("totalstatistics")
                        .or(() -> reply.dict("statistics").flatMap(all -> all.dict("totalstatistics")))
                        .flatMap(totals -> totals.text("uptime"))
                        .flatMap(NgAnchor::seconds)
                        .filter(uptime ->
                                clock.instant().minusSeconds(uptime + 1).isAfter(since))
                        .isPresent();
    }

    private static Optional<Long> seconds(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<MediaFigures> release(String relay, String key, String from) {
        var delete = new NgCommand.Delete(key, Optional.of(from), Optional.empty());
        var outcome = client.ask(address(relay), delete, deadline);
        if (outcome instanceof NgOutcome.Done(var reply)) {
            return NgFigures.of(reply);
        }
        LOG.warn("{} kept call {}: {}; its media time-out will end it", relay, key, outcome);
        return Optional.empty();
    }
}
