package io.carillon.cscf.scscf;

import io.carillon.sdp.Codec;
import io.carillon.sdp.Connection;
import io.carillon.sdp.Direction;
import io.carillon.sdp.MediaDescription;
import io.carillon.sdp.Origin;
import io.carillon.sdp.SdpBody;
import io.carillon.sdp.SdpException;
import io.carillon.sdp.SessionDescription;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Core network services authorisation: which media users may use, by the number that the HSS gives (TS 29.228 §B.2.1A,
 * TS 24.229 §6.3). A number that is not known here allows nothing.
 */
public final class MediaProfiles {
    private static final Logger LOG = LoggerFactory.getLogger(MediaProfiles.class);
    private static final Set<String> ALWAYS = Set.of("telephone-event", "cn", "red", "rtx", "ulpfec");

    /**
     * One of them.
     *
     * @param media kinds, such as audio
     * @param codecs of RTP by their encoding names; empty for all
     */
    public record MediaProfile(Set<String> media, Set<String> codecs) {
        public MediaProfile {
            media = lowerCase(media);
            codecs = lowerCase(codecs);
        }

        private static Set<String> lowerCase(Set<String> names) {
            return names.stream().map(each -> each.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        }

        boolean allows(MediaDescription section) {
            return section.isDisabled()
                    || media.contains(section.kind().toLowerCase(Locale.ROOT))
                            && section.codecs().stream().allMatch(this::allows);
        }

        boolean allows(Codec codec) {
            var name = codec.encoding().toLowerCase(Locale.ROOT);
            return codecs.isEmpty() || codecs.contains(name) || ALWAYS.contains(name);
        }
    }

    private static final MediaProfile NOTHING = new MediaProfile(Set.of(), Set.of());

    private final Map<Integer, MediaProfile> profiles;
    private final String warnAgent;

    /** @param warnAgent who says no */
    public MediaProfiles(Map<Integer, MediaProfile> profiles, String warnAgent) {
        this.profiles = Map.copyOf(profiles);
        this.warnAgent = warnAgent;
    }

    /** The 488 with what is allowed; empty if all of the offer is, or there is none (TS 24.229 §6.3). */
    public Optional<SipResponse> refusal(SipRequest request, Collection<Integer> numbers) {
        if (numbers.isEmpty()) {
            return Optional.empty();
        }
        var body = SdpBody.in(request.contentType(), request.body());
        if (body.isEmpty()) {
            return Optional.empty();
        }
        var offer = parsed(body.get());
        var all = numbers.stream().map(this::profile).toList();
        boolean allowed =
                offer.media().stream().allMatch(section -> all.stream().allMatch(each -> each.allows(section)));
        return allowed ? Optional.empty() : Optional.of(refused(request, offer, all));
    }

    private static SessionDescription parsed(SdpBody body) {
        try {
            return SessionDescription.parse(body.sdp());
        } catch (SdpException e) {
            throw new SipFailure(e.sipStatus(), "Bad Session Description");
        }
    }

    private MediaProfile profile(int number) {
        var profile = profiles.get(number);
        if (profile == null) {
            LOG.warn("A user has the media profile {}, which this node does not know: no media are allowed", number);
            return NOTHING;
        }
        return profile;
    }

    private SipResponse refused(SipRequest request, SessionDescription offer, List<MediaProfile> all) {
        boolean kinds = offer.media().stream()
                .filter(each -> !each.isDisabled())
                .allMatch(section -> all.stream()
                        .allMatch(each -> each.media().contains(section.kind().toLowerCase(Locale.ROOT))));
        var warning = kinds
                ? "305 " + warnAgent + " \"Incompatible media format\"" // RFC 3261 §20.43
                : "304 " + warnAgent + " \"Media type not available\"";
        return request.reply(488)
                .toTag(ResponseEdit.newTag())
                .append(HeaderName.WARNING, warning)
                .body("application/sdp", description(offer, all).toBytes())
                .build();
    }

    /** Every allowed kind once: of those offered the allowed codecs, else the kind alone. Nobody listens: port 0. */
    private static SessionDescription description(SessionDescription offer, List<MediaProfile> all) {
        var local = InetAddress.getLoopbackAddress();
        var kinds = new TreeSet<>(all.getFirst().media());
        all.forEach(each -> kinds.retainAll(each.media()));
        var sections = new ArrayList<MediaDescription>();
        for (var kind : kinds) {
            sections.addAll(sections(kind, offer, all));
        }
        return SessionDescription.of(Origin.of("-", 1, 1, local), Connection.of(local), sections);
    }

    private static List<MediaDescription> sections(String kind, SessionDescription offer, List<MediaProfile> all) {
        var offered = offer.media().stream()
                .filter(each -> each.isRtp() && each.kind().equalsIgnoreCase(kind))
                .flatMap(section -> described(section, all))
                .toList();
        return offered.isEmpty() ? List.of(MediaDescription.named(kind)) : offered;
    }

    private static Stream<MediaDescription> described(MediaDescription section, List<MediaProfile> all) {
        var codecs = section.codecs().stream()
                .filter(codec -> all.stream().allMatch(each -> each.allows(codec)))
                .toList();
        return codecs.isEmpty()
                ? Stream.of()
                : Stream.of(MediaDescription.rtp(section.kind(), 0, section.protocol(), codecs, Direction.SENDRECV));
    }
}
