package io.carillon.ipsec;

import io.carillon.ipsec.SecurityMechanism.Ends;
import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * The four associations between a phone and its P-CSCF, seen from one of them (TS 33.203 §7.1): the client port of each
 * side with the server port of the other, both ways. Each side chooses the index of what it receives.
 */
public record AssociationSet(InetAddress local, InetAddress remote, Ends here, Ends there, Suite suite, AkaKeys keys) {
    public AssociationSet {
        if ((local instanceof Inet4Address) != (remote instanceof Inet4Address)) {
            throw new IllegalArgumentException("Both sides speak the same IP version");
        }
    }
}
