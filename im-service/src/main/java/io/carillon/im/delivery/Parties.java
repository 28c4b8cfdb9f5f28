package io.carillon.im.delivery;

import io.carillon.identity.Impu;
import io.carillon.sip.ims.ChargingVector;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who a request on the ISC path is by, and for. */
public final class Parties {
    private Parties() {}

    /** Whom the S-CSCF serves with this request (RFC 5502), else who is asserted. */
    public static String served(SipRequest request) {
        return request.address(HeaderName.P_SERVED_USER)
                .flatMap(Parties::identity)
                .or(() -> asserted(request).stream().findFirst())
                .orElseThrow(() -> new SipFailure(403, "No Asserted Identity"));
    }

    /** The asserted identities in order (RFC 3325). */
    public static List<String> asserted(SipRequest request) {
        return request.addresses(HeaderName.P_ASSERTED_IDENTITY).stream()
                .map(Parties::identity)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Every name that the originating user has in this request. */
    public static Set<String> names(SipRequest request) {
        var names = new LinkedHashSet<String>();
        names.add(served(request));
        names.addAll(asserted(request));
        return names;
    }

    /** Whether the S-CSCF says that it serves the sender. */
    public static boolean originating(SipRequest request) {
        return request.address(HeaderName.P_SERVED_USER)
                .flatMap(user -> user.params().value("sescase"))
                .filter("orig"::equalsIgnoreCase)
                .isPresent();
    }

    public static Optional<String> identity(NameAddr address) {
        return identity(address.uri());
    }

    public static Optional<String> identity(String uri) {
        try {
            return Optional.of(Impu.parse(uri).value());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The IMS charging identity (RFC 7315 §5.6), "" if there is none. */
    public static String icid(SipRequest request) {
        return ChargingVector.of(request).icid();
    }
}
