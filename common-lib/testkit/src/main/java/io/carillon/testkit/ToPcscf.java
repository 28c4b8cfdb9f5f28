package io.carillon.testkit;

import io.carillon.identity.SipUri;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.Locator;
import java.util.List;
import java.util.function.Supplier;

/** A phone sends everything to its P-CSCF, whatever the route says (TS 24.229 §5.1.2A.1, §5.1.3.1). */
record ToPcscf(Supplier<Hop> pcscf) implements Locator {
    @Override
    public List<Hop> locate(SipUri uri) {
        return List.of(pcscf.get());
    }

    @Override
    public boolean immediate(SipUri uri) {
        return true;
    }
}
