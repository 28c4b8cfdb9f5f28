package io.carillon.sbc.msrp;

import io.carillon.msrp.MsrpBridge;
import io.carillon.msrp.MsrpBridge.Side;
import io.carillon.msrp.MsrpEndpoint;
import io.carillon.msrp.MsrpException;
import io.carillon.msrp.MsrpMedia;
import io.carillon.sbc.media.MediaAnchor;
import io.carillon.sbc.media.MediaFigures;
import io.carillon.sdp.MediaDescription;
import io.carillon.sdp.SdpException;
import io.carillon.sdp.SessionDescription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Anchors sessions of messages at the border itself: phone and core each see a path of the border's (RFC 4975 §8.1), so
 * that a phone behind a NAT needs to reach nothing else and who is between them needs to match no foreign path (RFC 6714).
 * Every other medium of the call goes to the media relays.
 */
public final class MsrpAnchor implements MediaAnchor {
    private static final Logger LOG = LoggerFactory.getLogger(MsrpAnchor.class);
    /** In place of a relay's name for a call without any other medium. */
    private static final String HERE = "msrp";

    private static final int NOT_ACCEPTABLE = 488;
    private static final byte[] MSRP = {'M', 'S', 'R', 'P'};
    /** Makes a letter of ASCII a capital. */
    private static final int UPPER = 0xdf;

    /**
     * @param open for the core, and for phones that offer TCP
     * @param secure for phones that offer TLS
     * @param tlsToPhones whether called phones are offered TLS
     * @param mostOctets of one message
     */
    public record Settings(MsrpEndpoint open, Optional<MsrpEndpoint> secure, boolean tlsToPhones, long mostOctets) {}

    private final MediaAnchor relays;
    private final Settings settings;
    /** By the call's passage; the phone is on the left. */
    private final ConcurrentMap<String, MsrpBridge> bridges = new ConcurrentHashMap<>();

    public MsrpAnchor(MediaAnchor relays, Settings settings) {
        this.relays = relays;
        this.settings = settings;
    }

    private static Side side(Crossing crossing) {
        return crossing.phone().isPresent() ? Side.LEFT : Side.RIGHT;
    }

    @Override
    public Anchored offer(
            Optional<String> relay, String key, String from, Optional<String> to, byte[] sdp, Crossing crossing) {
        if (!mayHaveMessages(sdp)) { // nearly every call: it is not read for nothing
            return relays.offer(relay.filter(name -> !name.equals(HERE)), key, from, to, sdp, crossing);
        }
        try {
            var offer = SessionDescription.parse(sdp);
            var media = MsrpMedia.in(offer);
            if (media.isEmpty()) {
                return relays.offer(relay.filter(name -> !name.equals(HERE)), key, from, to, sdp, crossing);
            }
            var endpoint = endpointFor(media.get(), crossing.phone().isPresent());
            if (endpoint.isEmpty()) {
                return refused(key, "there is no certificate for TLS");
            }
            var bridge = bridges.computeIfAbsent(key, fresh -> bridge(fresh, endpoint.get()));
            var anchored = bridge.offer(side(crossing), offer, media.get());
            if (!hasOthers(offer)) {
                return new Anchored.Done(relay.orElse(HERE), anchored.toBytes());
            }
            var others =
                    relays.offer(relay.filter(name -> !name.equals(HERE)), key, from, to, without(anchored), crossing);
            return joined(others, anchored);
        } catch (MsrpException | SdpException e) {
            return refused(key, e.getMessage());
        }
    }

    @Override
    public Anchored answer(String relay, String key, String from, String to, byte[] sdp, Crossing crossing) {
        var bridge = bridges.get(key);
        if (bridge == null) {
            return relays.answer(relay, key, from, to, sdp, crossing);
        }
        try {
            var answer = SessionDescription.parse(sdp);
            var media = MsrpMedia.in(answer);
            var anchored = media.map(each -> bridge.answer(side(crossing), answer, each, true))
                    .orElse(answer);
            return relay.equals(HERE)
                    ? new Anchored.Done(relay, anchored.toBytes())
                    : joined(relays.answer(relay, key, from, to, without(anchored), crossing), anchored);
        } catch (MsrpException | SdpException e) {
            return refused(key, e.getMessage());
        }
    }

    /** By the protocol of their m= line, which is a token (RFC 4975 §8.1): letters of either case. */
    private static boolean mayHaveMessages(byte[] sdp) {
        for (int i = 0; i + MSRP.length <= sdp.length; i++) {
            int same = 0;
            while (same < MSRP.length && (sdp[i + same] & UPPER) == MSRP[same]) {
                same++;
            }
            if (same == MSRP.length) {
                return true;
            }
        }
        return false;
    }

    private static Anchored refused(String key, @Nullable String why) {
        LOG.info("The messages of call {} are not anchored: {}", key, why);
        return new Anchored.Refused(NOT_ACCEPTABLE, "Not Acceptable Here");
    }

    private Optional<MsrpEndpoint> endpointFor(MsrpMedia offered, boolean byPhone) {
        boolean tls = byPhone ? offered.path().getFirst().secure() : settings.tlsToPhones();
        return tls ? settings.secure() : Optional.of(settings.open());
    }

    private MsrpBridge bridge(String key, MsrpEndpoint forPhone) {
        return new MsrpBridge(forPhone, settings.open(), settings.mostOctets(), new MsrpBridge.Ear() {
            /** Whoever is left learns it by its own connection, and ends the call. */
            @Override
            public void onLost(Side side) {
                close(key);
            }
        });
    }

    private static boolean hasOthers(SessionDescription sdp) {
        return sdp.media().stream().anyMatch(each -> !each.isDisabled() && !MsrpMedia.isMsrp(each));
    }

    /** What the relays get: their media, with the messages in their place and not in use. */
    private static byte[] without(SessionDescription sdp) {
        return sdp.mapMedia(each -> MsrpMedia.isMsrp(each) ? each.withPort(0) : each)
                .toBytes();
    }

    private static Anchored joined(Anchored others, SessionDescription anchored) {
        if (!(others instanceof Anchored.Done(var relay, var sdp))) {
            return others;
        }
        var rewritten = SessionDescription.parse(sdp);
        var sections = new ArrayList<MediaDescription>(rewritten.media());
        for (int i = 0; i < Math.min(sections.size(), anchored.media().size()); i++) {
            if (MsrpMedia.isMsrp(anchored.media().get(i))) {
                sections.set(i, anchored.media().get(i));
            }
        }
        return new Anchored.Done(relay, rewritten.withMedia(sections).toBytes());
    }

    @Override
    public Optional<MediaFigures> release(String relay, String key, String from) {
        close(key);
        return relay.equals(HERE) ? Optional.empty() : relays.release(relay, key, from);
    }

    private void close(String key) {
        var bridge = bridges.remove(key);
        if (bridge != null) {
            bridge.close();
        }
    }

    @Override
    public Standing standing(String relay, String key, Instant since) {
        return relay.equals(HERE) ? Standing.HELD : relays.standing(relay, key, since);
    }

    /** Sessions that are not over. */
    public int size() {
        return bridges.size();
    }
}
