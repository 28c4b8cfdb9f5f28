package io.carillon.hss.subscriber;

import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import io.carillon.identity.aka.Sqn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A subscriber as it is to be.
 *
 * @param sets its public identities by the number of their implicit registration set
 * @param secret empty to leave the credentials of a present subscriber alone
 * @param algorithm of the secret, if it is a USIM's
 * @param sqn empty to leave that of a present subscriber alone
 * @param profile the name of its service profile
 */
public record NewSubscriber(
        Impi impi,
        Map<Integer, List<PublicIdentity>> sets,
        Optional<SealedSecret> secret,
        Optional<AkaAlgorithm> algorithm,
        Optional<Sqn> sqn,
        Capabilities capabilities,
        String profile) {

    public List<Impu> impus() {
        return sets.values().stream()
                .flatMap(List::stream)
                .map(PublicIdentity::impu)
                .toList();
    }

    /** The names of all service profiles in it. */
    public List<String> profiles() {
        return Stream.concat(
                        Stream.of(profile),
                        sets.values().stream().flatMap(List::stream).flatMap(each -> each.profile().stream()))
                .distinct()
                .toList();
    }

    public NewSubscriber withoutSecret() {
        return new NewSubscriber(impi, sets, Optional.empty(), algorithm, sqn, capabilities, profile);
    }
}
