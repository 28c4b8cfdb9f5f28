package io.carillon.cscf.scscf;

import io.carillon.cscf.scscf.accounting.Passage;
import io.carillon.identity.SipUri;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.proxy.Branch;
import io.carillon.sip.proxy.Forward;
import java.util.Optional;

/** Which session procedure an initial request belongs to, by the Route it came on (TS 24.229 §5.4.3.1). */
public final class ScscfFlows {
    private final OriginatingFlow originating;
    private final TerminatingFlow terminating;

    public ScscfFlows(OriginatingFlow originating, TerminatingFlow terminating) {
        this.originating = originating;
        this.terminating = terminating;
    }

    /** A request in a dialog whose target is a GRUU of ours. */
    public Branch inDialog(SipRequest request) {
        return terminating.inDialog(request);
    }

    /** Our Service-Route, or the parameter that an application server adds to our URI (§5.7.3). */
    private static boolean originating(SipUri route) {
        return route.user().filter("orig"::equals).isPresent()
                || route.param("orig").isPresent();
    }

    /** @param route the topmost Route that named us; empty for a request to the I-CSCF */
    public Forward forward(SipRequest request, Optional<SipUri> route, Passage passage) {
        var odi = route.flatMap(Odi::of);
        if (odi.isPresent()) {
            return odi.get().sessionCase().originating()
                    ? originating.resume(request, odi.get(), passage)
                    : terminating
                            .resume(request, odi.get(), passage)
                            .orElseGet(
                                    () -> originating.divert(request, odi.get().served(), passage));
        }
        if (route.filter(ScscfFlows::originating).isPresent()) {
            return originating.begin(request, passage);
        }
        boolean assigned = route.filter(uri -> uri.host().startsWith("scscf.")).isPresent();
        return assigned ? terminating.begin(request, passage) : terminating.locate(request, passage);
    }
}
