package io.carillon.rtpproxy.control;

import io.carillon.rtpproxy.pipeline.MediaRelay;
import io.carillon.rtpproxy.pipeline.PortsExhausted;
import io.carillon.rtpproxy.pipeline.RelayedMedia;
import io.carillon.rtpproxy.pipeline.RelayedMedia.Side;
import io.carillon.sdp.Direction;
import io.carillon.sdp.MediaDescription;
import io.carillon.sdp.SdpException;
import io.carillon.sdp.SessionDescription;
import io.carillon.sdp.ng.MediaOptions;
import io.carillon.sdp.ng.NgCommand;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One dialog through the relay: two sides, the tags that stand for them, and a pair of legs for each relayed media line
 * (RFC 3264 §8: lines keep their places). When forks answer the same offer, the last answer holds.
 *
 * <p>Guarded by itself.
 */
final class Call {
    private final String id;
    private final Instant created;
    private final MediaRelay relay;
    private final MediaInterfaces interfaces;
    private final Map<String, Side> tags = new LinkedHashMap<>();
    private final Map<Side, String> current = new LinkedHashMap<>();
    private final List<Optional<MediaSlot>> slots = new ArrayList<>();
    private @Nullable MediaInterface callerNetwork;
    private @Nullable MediaInterface calleeNetwork;
    private long lastSignal;
    private boolean answered;
    private boolean held;
    private boolean closed;

    Call(String id, Instant created, MediaRelay relay, MediaInterfaces interfaces) {
        this.id = id;
        this.created = created;
        this.relay = relay;
        this.interfaces = interfaces;
    }

    synchronized SessionDescription offer(NgCommand.Offer offer, long now) throws PortsExhausted {
        Side from = offerer(offer);
        SessionDescription sdp = parse(offer.sdp());
        UnsupportedMedia.refuse(sdp, offer.options());
        refuseLoop(sdp);
        place(from, sdp, offer.options());
        openSlots(sdp);
        tags.put(offer.fromTag(), from);
        current.put(from, offer.fromTag());
        lastSignal = now;
        List<Optional<SdpRewrite.Target>> targets = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            MediaDescription section = sdp.media().get(i);
            targets.add(slots.get(i).map(slot -> slot.offered(from, sdp, section, offer.options())));
        }
        return rewrite(sdp, from.other(), offer.options(), targets);
    }

    synchronized SessionDescription answer(NgCommand.Answer answer, long now) {
        Side offerer = closed ? null : tags.get(answer.fromTag());
        if (offerer == null || tags.getOrDefault(answer.toTag(), offerer.other()) == offerer) {
            throw new NgRefusal("Unknown from-tag or to-tag");
        }
        Side from = offerer.other();
        SessionDescription sdp = parse(answer.sdp());
        if (sdp.media().size() != slots.size()) {
            throw new NgRefusal("Answer has " + sdp.media().size() + " media lines, the offer had " + slots.size());
        }
        refuseLoop(sdp);
        tags.put(answer.toTag(), from);
        current.put(from, answer.toTag());
        lastSignal = now;
        answered = true;
        held = sdp.media().stream().allMatch(section -> sdp.directionOf(section) == Direction.INACTIVE);
        List<Optional<SdpRewrite.Target>> targets = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            MediaDescription section = sdp.media().get(i);
            targets.add(slots.get(i)
                    .filter(_ -> !section.isDisabled())
                    .map(slot -> slot.answered(from, sdp, section, answer.options())));
        }
        return rewrite(sdp, offerer, answer.options(), targets);
    }

    /** Whether a delete with these tags means this call as it stands; a fork that lost only loses its tag. */
    synchronized boolean isEndedBy(Optional<String> fromTag, Optional<String> toTag) {
        if (fromTag.isPresent() && !tags.containsKey(fromTag.get())) {
            return false;
        }
        return toTag.isEmpty() || current.containsValue(toTag.get()) || !tags.containsKey(toTag.get()) && !answered;
    }

    synchronized void close() {
        closed = true;
        slots.forEach(slot -> slot.ifPresent(open -> open.media().close()));
        slots.clear();
    }

    /** True until its first offer was taken. */
    synchronized boolean isFresh() {
        return tags.isEmpty();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** True when nothing was heard for longer than this state of the call allows. */
    synchronized boolean isStale(long now, MediaTimeouts timeouts) {
        long last = lastSignal;
        for (Optional<MediaSlot> slot : slots) {
            long arrival = slot.map(open -> open.media().lastArrival()).orElse(Long.MIN_VALUE);
            if (arrival != Long.MIN_VALUE && arrival - last > 0) {
                last = arrival;
            }
        }
        long allowed = (answered ? held ? timeouts.held() : timeouts.media() : timeouts.offered()).toNanos();
        return now - last > allowed;
    }

    synchronized CallReport report(MediaClock clock) {
        return CallReport.of(id, created, clock.instantOf(lastSignal), answered, current, slots, clock);
    }

    private Side offerer(NgCommand.Offer offer) {
        if (tags.isEmpty()) {
            return Side.CALLER;
        }
        Side known = tags.get(offer.fromTag());
        Side peer = offer.toTag().map(tags::get).orElse(null);
        if (known == null && peer == null) {
            throw new NgRefusal("Unknown from-tag");
        }
        return known != null ? known : peer.other();
    }

    /** Each side's network: as told by name, or one that speaks the family of its description. */
    private void place(Side from, SessionDescription sdp, MediaOptions options) {
        if (callerNetwork != null && options.direction().size() != 2) {
            return;
        }
        boolean named = !options.direction().isEmpty();
        MediaInterface fromNetwork = named ? interfaces.at(options.direction(), 0) : interfaces.speaking(familyOf(sdp));
        MediaInterface toNetwork =
                named ? interfaces.at(options.direction(), 1) : interfaces.speaking(options.addressFamily());
        callerNetwork = from == Side.CALLER ? fromNetwork : toNetwork;
        calleeNetwork = from == Side.CALLER ? toNetwork : fromNetwork;
    }

    private static Optional<String> familyOf(SessionDescription sdp) {
        return sdp.media().stream()
                .filter(section -> !section.isDisabled())
                .flatMap(section -> sdp.rtpOf(section).socketAddress().stream())
                .findFirst()
                .map(address -> address.getAddress() instanceof Inet6Address ? "IP6" : "IP4");
    }

    private MediaInterface network(Side side) {
        MediaInterface network = side == Side.CALLER ? callerNetwork : calleeNetwork;
        return network == null ? interfaces.standard() : network;
    }

    /** Opens ports for new lines and closes those of lines that went (port 0); all or nothing. */
    private void openSlots(SessionDescription sdp) throws PortsExhausted {
        if (sdp.media().size() < slots.size()) {
            throw new NgRefusal("Offer drops media lines of the call");
        }
        List<Optional<MediaSlot>> next = new ArrayList<>();
        try {
            for (int i = 0; i < sdp.media().size(); i++) {
                MediaDescription section = sdp.media().get(i);
                Optional<MediaSlot> existing = i < slots.size() ? slots.get(i) : Optional.empty();
                if (!section.isRtp() || section.isDisabled()) {
                    next.add(Optional.empty());
                } else if (existing.isPresent()) {
                    next.add(existing);
                } else {
                    RelayedMedia media = relay.open(
                            network(Side.CALLER).bind(), network(Side.CALLEE).bind());
                    next.add(Optional.of(new MediaSlot(section, media)));
                }
            }
        } catch (PortsExhausted e) {
            closeMissing(next, slots);
            throw e;
        }
        closeMissing(slots, next);
        slots.clear();
        slots.addAll(next);
    }

    private static void closeMissing(List<Optional<MediaSlot>> from, List<Optional<MediaSlot>> kept) {
        from.stream()
                .filter(slot -> slot.isPresent() && !kept.contains(slot))
                .forEach(slot -> slot.get().media().close());
    }

    private SessionDescription rewrite(
            SessionDescription sdp, Side shownTo, MediaOptions options, List<Optional<SdpRewrite.Target>> targets) {
        InetAddress advertised = options.mediaAddress()
                .map(MediaSlot::literal)
                .orElse(network(shownTo).advertised());
        return new SdpRewrite(advertised, options).apply(sdp, targets);
    }

    /** A call whose media is sent to its own ports would go round for ever. */
    private void refuseLoop(SessionDescription sdp) {
        for (MediaDescription section : sdp.media()) {
            Optional<InetSocketAddress> target =
                    section.isDisabled() ? Optional.empty() : sdp.rtpOf(section).socketAddress();
            if (target.isPresent() && isOwn(target.get())) {
                throw new NgRefusal("Media would loop");
            }
        }
    }

    private boolean isOwn(InetSocketAddress address) {
        for (Side side : Side.values()) {
            MediaInterface network = network(side);
            boolean here = address.getAddress().equals(network.advertised())
                    || address.getAddress().equals(network.bind());
            if (here
                    && slots.stream()
                            .anyMatch(slot -> slot.isPresent()
                                    && (slot.get().media().port(side) | 1) == (address.getPort() | 1))) {
                return true;
            }
        }
        return false;
    }

    private static SessionDescription parse(String octets) {
        try {
            return SessionDescription.parse(octets.getBytes(StandardCharsets.ISO_8859_1));
        } catch (SdpException e) {
            throw new NgRefusal("Failed to parse SDP: " + e.getMessage());
        }
    }
}
