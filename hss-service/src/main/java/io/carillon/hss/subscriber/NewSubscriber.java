package io.carillon.hss.subscriber;

import io.carillon.identity.Impi;
import io.carillon.identity.aka.Sqn;
import java.util.List;
import java.util.Map;

/**
 * A subscriber to be.
 *
 * @param sets its public identities by the number of their implicit registration set
 * @param profile the name of its service profile
 */
public record NewSubscriber(
        Impi impi,
        Map<Integer, List<PublicIdentity>> sets,
        SealedSecret secret,
        Sqn sqn,
        Capabilities capabilities,
        String profile) {}
