package io.carillon.cscf.scscf;

import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.proxy.Forward;

/** A request that goes nowhere: a group of no targets, which the proxy answers at once. */
public final class LocalAnswer {
    private LocalAnswer() {}

    public static Forward of(SipResponse response) {
        return Forward.to("core").onResponse(ignored -> response);
    }

    public static Forward of(SipFailure failure) {
        return Forward.to("core")
                .onResponse(response -> response.edit()
                        .status(failure.status(), failure.reason())
                        .build());
    }
}
