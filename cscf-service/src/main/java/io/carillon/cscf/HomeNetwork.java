package io.carillon.cscf;

import io.carillon.identity.SipUri;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of the home network inside the core (TS 23.003 §13.2): cluster names, which any node of the role answers. */
public record HomeNetwork(String domain, String nodeId) {
    private static final String MEDIA = "media";
    private static final String SESSION = "session";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Set<String> MAKES_DIALOG = Set.of(Method.INVITE, Method.SUBSCRIBE, Method.REFER);

    /** What the HSS keeps as the user's S-CSCF: the cluster, not the node. */
    public SipUri scscf() {
        return SipUri.of("scscf." + domain);
    }

    /** The Service-Route value: requests on this route are originating (TS 24.229 §5.4.1.2.2F). */
    public SipUri originating() {
        return SipUri.of("orig", "scscf." + domain).withParam("lr");
    }

    /** Our Record-Route: the cluster, with the hint of the node that holds the transactions. */
    public String recordRoute() {
        return "<" + scscf().withParam("node", nodeId).withParam("lr") + ">";
    }

    /**
     * The same for a dialog that this network has agreed on something for.
     *
     * @param session by which its record is found, empty if there will be none
     * @param media profiles that later offers must be allowed by
     */
    public String recordRoute(String session, Set<Integer> media) {
        var route = scscf().withParam("node", nodeId);
        if (!media.isEmpty()) {
            route = route.withParam(
                    MEDIA, media.stream().sorted().map(String::valueOf).collect(Collectors.joining(".")));
        }
        return "<" + (session.isEmpty() ? route : route.withParam(SESSION, session)).withParam("lr") + ">";
    }

    /** Whether we stay on the path of what this makes; a MESSAGE needs no way back. */
    public static boolean makesDialog(SipRequest request) {
        return MAKES_DIALOG.contains(request.method());
    }

    /** The session that our Record-Route of a dialog names. */
    public static Optional<String> session(SipUri ownRoute) {
        return ownRoute.param(SESSION);
    }

    /** The media profiles that our Record-Route of a dialog names. */
    public static Set<Integer> mediaProfiles(SipUri ownRoute) {
        return ownRoute.param(MEDIA).stream()
                .flatMap(text -> Stream.of(text.split("\\.")))
                .filter(text -> NUMBER.matcher(text).matches())
                .map(Integer::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    public boolean isHome(SipUri uri) {
        return uri.host().equalsIgnoreCase(domain);
    }

    /** True for a URI that names a CSCF of this cluster. */
    public boolean isCscf(SipUri uri) {
        var host = uri.host().toLowerCase(Locale.ROOT);
        return host.equals("scscf." + domain) || host.equals("icscf." + domain) || host.equals("bgcf." + domain);
    }
}
