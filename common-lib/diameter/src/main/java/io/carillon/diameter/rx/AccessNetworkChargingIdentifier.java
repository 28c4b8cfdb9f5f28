package io.carillon.diameter.rx;

import static io.carillon.diameter.rx.RxAvps.ACCESS_NETWORK_CHARGING_IDENTIFIER_VALUE;
import static io.carillon.diameter.rx.RxAvps.FLOWS;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.Octets;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** Access-Network-Charging-Identifier (TS 29.214 §5.3.3). */
public record AccessNetworkChargingIdentifier(Octets value, List<Flows> flows, List<Avp> extra) {
    public static final Grammar<AccessNetworkChargingIdentifier> GRAMMAR = Grammar.of(
                    AccessNetworkChargingIdentifier.class, MethodHandles.lookup(), RxAvps.DICTIONARY)
            .required(ACCESS_NETWORK_CHARGING_IDENTIFIER_VALUE, AccessNetworkChargingIdentifier::value)
            .repeated(FLOWS, AccessNetworkChargingIdentifier::flows)
            .extra(AccessNetworkChargingIdentifier::extra);

    public static Draft<AccessNetworkChargingIdentifier> draft() {
        return GRAMMAR.draft();
    }
}
