package io.carillon.sbc.adapter.ng;

import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.directory.NodeInfo;
import io.carillon.sbc.media.MediaAnchor;
import io.carillon.sdp.SdpException;
import io.carillon.sdp.SessionDescription;
import io.carillon.sdp.ng.MediaOptions;
import io.carillon.sdp.ng.NgClient;
import io.carillon.sdp.ng.NgCommand;
import io.carillon.sdp.ng.NgOutcome;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** rtpproxy nodes found in the directory, each asked over NG; a call stays with the node that took its first offer. */
public final class NgAnchor implements MediaAnchor {
    private static final Logger LOG = LoggerFactory.getLogger(NgAnchor.class);
    private static final String ROLE = "rtpproxy";
    private static final String WIRE = "ng";

    private final NgClient client;
    private final NodeDirectory directory;
    private final Duration deadline;

    public NgAnchor(NgClient client, NodeDirectory directory, Duration deadline) {
        this.client = client;
        this.directory = directory;
        this.deadline = deadline;
    }

    @Override
    public Anchored offer(
            Optional<String> relay,
            String key,
            String from,
            Optional<String> to,
            byte[] sdp,
            Optional<InetAddress> phone) {
        var text = octets(sdp);
        if (text.isEmpty()) {
            return new Anchored.Refused(400, "Bad Session Description");
        }
        var command = new NgCommand.Offer(key, from, to, text.get(), options(phone));
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

    /** The one that holds the call, or all, one picked by weight and load first. */
    private List<NodeInfo> candidates(Optional<String> relay) {
        if (relay.isPresent()) {
            return directory.find(ROLE, relay.get()).stream().toList();
        }
        var nodes = new ArrayList<>(directory.pick(ROLE).stream().toList());
        directory.alive(ROLE).stream().filter(each -> !nodes.contains(each)).forEach(nodes::add);
        return nodes;
    }

    @Override
    public Anchored answer(String relay, String key, String from, String to, byte[] sdp, Optional<InetAddress> phone) {
        var text = octets(sdp);
        var node = directory.find(ROLE, relay);
        if (text.isEmpty() || node.isEmpty()) {
            return new Anchored.Refused(
                    text.isEmpty() ? 502 : 503, text.isEmpty() ? "Bad Session Description" : "Media Relay Gone");
        }
        return ask(node.get(), new NgCommand.Answer(key, from, to, text.get(), options(phone)));
    }

    private static MediaOptions options(Optional<InetAddress> phone) {
        return phone.map(MediaOptions.plainRelay()::withReceivedFrom).orElseGet(MediaOptions::plainRelay);
    }

    private static Optional<String> octets(byte[] sdp) {
        try {
            return Optional.of(SessionDescription.parse(sdp).octets());
        } catch (SdpException e) {
            LOG.info("Refused a session description: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private Anchored ask(NodeInfo node, NgCommand command) {
        var address = node.address(WIRE);
        if (address.isEmpty()) {
            return new Anchored.Refused(503, "No Media Relay");
        }
        return switch (client.ask(address.get(), command, deadline)) {
            case NgOutcome.Done done -> {
                try {
                    yield done.sdp()
                            .<Anchored>map(sdp -> new Anchored.Done(node.id(), sdp.toBytes()))
                            .orElseGet(() -> new Anchored.Refused(503, "Media Relay Gave No Description"));
                } catch (SdpException e) {
                    yield new Anchored.Refused(503, "Media Relay Gave A Bad Description");
                }
            }
            case NgOutcome.Refused(var reason) -> {
                LOG.warn("{} refuses {}: {}", node.id(), command.name(), reason);
                yield new Anchored.Refused(503, "Media Relay Busy");
            }
            case NgOutcome.Unanswered(var reason) -> {
                LOG.warn("{}: {}", node.id(), reason);
                directory.suspect(node);
                yield new Anchored.Refused(503, "Media Relay Away");
            }
        };
    }

    @Override
    public void release(String relay, String key, String from) {
        var address = directory.find(ROLE, relay).flatMap(node -> node.address(WIRE));
        if (address.isEmpty()) {
            return;
        }
        var outcome =
                client.ask(address.get(), new NgCommand.Delete(key, Optional.of(from), Optional.empty()), deadline);
        if (!(outcome instanceof NgOutcome.Done)) {
            LOG.warn("{} kept call {}: {}; its media time-out will end it", relay, key, outcome);
        }
    }
}
