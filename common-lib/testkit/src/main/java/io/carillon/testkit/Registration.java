package io.carillon.testkit;

import java.util.List;

/**
 * What the network granted (RFC 3608, RFC 7315 §4.1).
 *
 * @param serviceRoute Service-Route values, in order
 * @param associatedUris the public identities of the implicit registration set; the first is the default one
 * @param expires seconds for this phone's contact
 */
public record Registration(List<String> serviceRoute, List<String> associatedUris, long expires) {
    static final Registration NONE = new Registration(List.of(), List.of(), 0);

    public Registration {
        serviceRoute = List.copyOf(serviceRoute);
        associatedUris = List.copyOf(associatedUris);
    }
}
