package io.carillon.sbc.adapter.http;

import io.carillon.sbc.policy.PolicyFunction.MediaSession;
import io.carillon.sdp.Direction;
import io.carillon.sdp.NegotiatedMedia;
import io.carillon.sdp.NegotiatedMedia.Party;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** AppSessionContext as JSON has it (TS 29.514 §5.6.2.2 to §5.6.2.8), derived from offer and answer (TS 29.513 §7.2.2). */
final class SessionContexts {
    private static final List<String> KINDS =
            List.of("audio", "video", "text", "message", "application", "control", "data");
    /** Where b=AS is absent: kbit/s of one voice stream. */
    private static final long USUAL_BANDWIDTH = 64;
    /** The feature IMS_SBI, the fifth (§5.8; TS 29.571 §5.2.2). */
    private static final String IMS = "10";

    private SessionContexts() {}

    static Map<String, Object> of(MediaSession wanted, URI notifications) {
        var data = about(wanted.ue(), wanted.subscriber(), notifications);
        data.put("afAppId", "urn:urn-7:3gpp-service.ims.icsi.mmtel");
        data.put("servInfStatus", "FINAL");
        if (!wanted.chargingIdentifier().isEmpty()) {
            data.put("afChargId", wanted.chargingIdentifier());
        }
        var components = new LinkedHashMap<String, Object>();
        wanted.media()
                .forEach(media -> components.put(Integer.toString(media.number()), component(media, wanted.side())));
        data.put("medComponents", components);
        return Map.of("ascReqData", data);
    }

    /** Of no call but of the phone's way to us: one flow, whatever carries it. */
    static Map<String, Object> ofPath(InetAddress ue, String subscriber, URI notifications) {
        var data = about(ue, subscriber, notifications);
        var flow = Map.of("fNum", 0, "flowUsage", "AF_SIGNALLING", "afSigProtocol", "SIP");
        var component = Map.of("medCompN", 0, "medType", "CONTROL", "medSubComps", Map.of("0", flow));
        data.put("medComponents", Map.of("0", component));
        return Map.of("ascReqData", data);
    }

    /** PcscfRestorationRequestData: whose, as far as it is known here. */
    static Map<String, Object> restoration(InetAddress ue) {
        return Map.of(addressOf(ue), ue.getHostAddress());
    }

    private static Map<String, Object> about(InetAddress ue, String subscriber, URI notifications) {
        var data = new LinkedHashMap<String, Object>();
        data.put(addressOf(ue), ue.getHostAddress());
        if (subscriber.startsWith("tel:+")) {
            data.put("gpsi", "msisdn-" + subscriber.substring("tel:+".length()));
        }
        data.put("notifUri", notifications.toString());
        data.put("evSubsc", events(notifications));
        data.put("suppFeat", IMS);
        return data;
    }

    private static String addressOf(InetAddress ue) {
        return ue instanceof Inet4Address ? "ueIpv4" : "ueIpv6";
    }

    /** Of what we want to hear: that the bearers are lost (§4.2.6). */
    static Map<String, Object> events(URI notifications) {
        return Map.of(
                "events",
                List.of(Map.of("event", "FAILED_RESOURCES_ALLOCATION", "notifMethod", "EVENT_DETECTION")),
                "notifUri",
                notifications.toString());
    }

    private static Map<String, Object> component(NegotiatedMedia media, Party ue) {
        var component = new LinkedHashMap<String, Object>();
        component.put("medCompN", media.number());
        component.put("medType", KINDS.contains(media.kind()) ? media.kind().toUpperCase(Locale.ROOT) : "OTHER");
        component.put("fStatus", media.enabled() ? status(media.direction(ue)) : "REMOVED");
        component.put("marBwUl", bandwidth(media.uplinkBandwidth(ue)));
        component.put("marBwDl", bandwidth(media.downlinkBandwidth(ue)));
        component.put(
                "codecs",
                List.of(
                        codec(ue == Party.OFFERER ? "uplink" : "downlink", "offer", media.offerer()),
                        codec(ue == Party.OFFERER ? "downlink" : "uplink", "answer", media.answerer())));
        if (media.enabled()) {
            var flows = new LinkedHashMap<String, Object>();
            for (var flow : media.flows(ue)) {
                flows.put(
                        Integer.toString(flow.number()),
                        Map.of(
                                "fNum",
                                flow.number(),
                                "fDescs",
                                List.of(flow.uplink(), flow.downlink()),
                                "flowUsage",
                                flow.rtcp() ? "RTCP" : "NO_INFO"));
            }
            component.put("medSubComps", flows);
        }
        return component;
    }

    private static String codec(String direction, String kind, NegotiatedMedia.Side side) {
        var text = new StringBuilder(direction).append('\n').append(kind);
        side.lines()
                .forEach(line ->
                        text.append('\n').append(line.type()).append('=').append(line.value()));
        return text.toString();
    }

    private static String status(Direction direction) {
        if (direction.sends()) {
            return direction.receives() ? "ENABLED" : "ENABLED-UPLINK";
        }
        return direction.receives() ? "ENABLED-DOWNLINK" : "DISABLED";
    }

    /** BitRate of TS 29.571 §5.5.2; b=AS is in kbit/s. */
    private static String bandwidth(OptionalLong bits) {
        return (bits.isPresent() ? bits.getAsLong() / 1_000 : USUAL_BANDWIDTH) + " Kbps";
    }
}
