package io.carillon.hss.sh;

import io.carillon.diameter.sh.DataReference;
import java.time.Instant;
import java.util.Optional;

/**
 * An application server's subscription to changes of data (TS 29.328 §6.1.3).
 *
 * @param impu the identity as the application server named it, by which it is told
 * @param detail of repository data the Service-Indication, of filter criteria the application server's SIP URI, of
 *     public identities the Identity-Set, else empty
 * @param oneTime ends with the first notification
 */
public record Watch(
        long set,
        String impu,
        String host,
        String realm,
        DataReference data,
        String detail,
        boolean oneTime,
        Optional<Instant> expiry) {}
