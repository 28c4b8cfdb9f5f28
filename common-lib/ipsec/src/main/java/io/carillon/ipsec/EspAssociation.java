package io.carillon.ipsec;

import java.net.InetAddress;
import java.util.List;

/** One of the four, as a kernel wants it. */
public record EspAssociation(
        boolean inbound,
        InetAddress source,
        int sourcePort,
        InetAddress destination,
        int destinationPort,
        long spi,
        Suite suite,
        byte[] integrityKey,
        byte[] encryptionKey) {
    /** The four of this set. */
    public static List<EspAssociation> of(AssociationSet set) {
        var here = set.here();
        var there = set.there();
        return List.of(
                in(set, there.portC(), here.portS(), here.spiS()),
                in(set, there.portS(), here.portC(), here.spiC()),
                out(set, here.portS(), there.portC(), there.spiC()),
                out(set, here.portC(), there.portS(), there.spiS()));
    }

    private static EspAssociation in(AssociationSet set, int from, int to, long spi) {
        return keyed(true, set, set.remote(), from, set.local(), to, spi);
    }

    private static EspAssociation out(AssociationSet set, int from, int to, long spi) {
        return keyed(false, set, set.local(), from, set.remote(), to, spi);
    }

    private static EspAssociation keyed(
            boolean inbound, AssociationSet set, InetAddress from, int fromPort, InetAddress to, int toPort, long spi) {
        var suite = set.suite();
        return new EspAssociation(
                inbound,
                from,
                fromPort,
                to,
                toPort,
                spi,
                suite,
                set.keys().integrity(suite.integrity()),
                set.keys().encryption(suite.encryption()));
    }

    /** Keys are never written. */
    @Override
    public String toString() {
        return (inbound ? "in " : "out ") + source.getHostAddress() + ":" + sourcePort + " > "
                + destination.getHostAddress() + ":" + destinationPort + " spi " + spi + " " + suite;
    }
}
