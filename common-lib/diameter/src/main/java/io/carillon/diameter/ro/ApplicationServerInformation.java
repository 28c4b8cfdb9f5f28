package io.carillon.diameter.ro;

import static io.carillon.diameter.ro.RoAvps.APPLICATION_PROVIDED_CALLED_PARTY_ADDRESS;
import static io.carillon.diameter.ro.RoAvps.APPLICATION_SERVER;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** Application-Server-Information (TS 32.299 §7.2.15). */
public record ApplicationServerInformation(
        Optional<String> applicationServer, List<String> providedCalledParties, List<Avp> extra) {
    public static final Grammar<ApplicationServerInformation> GRAMMAR = Grammar.of(
                    ApplicationServerInformation.class, MethodHandles.lookup(), RoAvps.DICTIONARY)
            .optional(APPLICATION_SERVER, ApplicationServerInformation::applicationServer)
            .repeated(APPLICATION_PROVIDED_CALLED_PARTY_ADDRESS, ApplicationServerInformation::providedCalledParties)
            .extra(ApplicationServerInformation::extra);

    public static Draft<ApplicationServerInformation> draft() {
        return GRAMMAR.draft();
    }
}
