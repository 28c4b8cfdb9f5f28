package io.carillon.diameter.sh;

import static io.carillon.diameter.sh.ShAvps.SEQUENCE_NUMBER;
import static io.carillon.diameter.sh.ShAvps.SERVICE_INDICATION;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.Octets;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** Repository-Data-ID (TS 29.329 §6.3.24). */
public record RepositoryDataId(Octets service, Long sequenceNumber, List<Avp> extra) {
    public static final Grammar<RepositoryDataId> GRAMMAR = Grammar.of(
                    RepositoryDataId.class, MethodHandles.lookup(), ShAvps.DICTIONARY)
            .required(SERVICE_INDICATION, RepositoryDataId::service)
            .required(SEQUENCE_NUMBER, RepositoryDataId::sequenceNumber)
            .extra(RepositoryDataId::extra);

    public static Draft<RepositoryDataId> draft() {
        return GRAMMAR.draft();
    }
}
