package io.carillon.cscf;

import io.carillon.identity.SipUri;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.proxy.Forward;
import java.util.Locale;
import java.util.Set;

/** The names of the home network inside the core (TS 23.003 §13.2): cluster names, which any node of the role answers. */
public record HomeNetwork(String domain, String nodeId) {
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

    /** Keeps us on the path of what makes a dialog; a MESSAGE needs no way back. */
    public Forward onDialogPath(Forward forward, SipRequest request) {
        return MAKES_DIALOG.contains(request.method()) ? forward.recordRoute(recordRoute()) : forward;
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
