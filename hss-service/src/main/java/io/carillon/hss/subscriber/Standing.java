package io.carillon.hss.subscriber;

import io.carillon.identity.Impi;
import java.util.Optional;

/**
 * How a public identity stands: all that the I-CSCF's questions need, and no more than that is read for them.
 *
 * @param impi whose it is
 * @param serverName the S-CSCF that serves any part of the subscription
 * @param state of its set
 * @param barred whether all identities of its set are
 * @param profile that applies to it
 */
public record Standing(
        Impi impi,
        Optional<String> serverName,
        Capabilities capabilities,
        RegistrationState state,
        boolean barred,
        ProfileVersion profile) {}
