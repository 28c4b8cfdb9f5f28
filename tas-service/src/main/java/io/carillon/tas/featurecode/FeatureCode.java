package io.carillon.tas.featurecode;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A dialled code: {@code *21*0301234#} (TS 22.030 §6.5.2).
 *
 * @param parameters SIA, SIB, SIC; empty ones keep their place
 */
record FeatureCode(Operation operation, String code, List<String> parameters) {
    private static final Pattern GRAMMAR = Pattern.compile("(\\*\\*|##|\\*#|\\*|#)([0-9]{2,3})((?:\\*[^*#]*){0,4})#");

    /** What is to be done with the service. */
    enum Operation {
        ACTIVATE("*"),
        REGISTER("**"),
        INTERROGATE("*#"),
        DEACTIVATE("#"),
        ERASE("##");

        private final String prefix;

        Operation(String prefix) {
            this.prefix = prefix;
        }
    }

    /** Empty for what does not have the form of a code. */
    static Optional<FeatureCode> parse(String dialled) {
        var match = GRAMMAR.matcher(dialled);
        if (!match.matches()) {
            return Optional.empty();
        }
        var operation = Arrays.stream(Operation.values())
                .filter(each -> each.prefix.equals(match.group(1)))
                .findFirst()
                .orElseThrow();
        var parameters = match.group(3).isEmpty()
                ? List.<String>of()
                : List.of(match.group(3).substring(1).split("\\*", -1));
        return Optional.of(new FeatureCode(operation, match.group(2), parameters));
    }

    /** True of what somebody meant as a code, well-formed or not; {@code *86} is a number like any other. */
    static boolean isMeant(String dialled) {
        return dialled.length() > 1 && "*#".indexOf(dialled.charAt(0)) >= 0 && dialled.endsWith("#");
    }

    Optional<String> parameter(int number) {
        return parameters.size() > number && !parameters.get(number).isEmpty()
                ? Optional.of(parameters.get(number))
                : Optional.empty();
    }
}
