package io.carillon.cscf.adapter.diameter;

import io.carillon.diameter.cx.ChargingInformation;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Charging-Information (TS 29.229 §6.3.19) as a P-Charging-Function-Addresses value (RFC 7315 §4.5). */
final class ChargingFunctions {
    private ChargingFunctions() {}

    /** The primary function of a kind comes before the secondary one. */
    static String header(ChargingInformation information) {
        return Stream.of(
                        param("ccf", information.primaryCcf()),
                        param("ccf", information.secondaryCcf()),
                        param("ecf", information.primaryEcf()),
                        param("ecf", information.secondaryEcf()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(";"));
    }

    private static Optional<String> param(String name, Optional<String> uri) {
        return uri.filter(each -> each.chars().allMatch(c -> c > ' ' && c < 127 && c != '"' && c != '\\'))
                .map(each -> name + "=\"" + each + "\"");
    }
}
