package io.carillon.cscf.ifc;

import java.util.Optional;

/** What a service point trigger looks at (TS 29.228 §B.2.3). Contents are compared as patterns of a linear engine. */
public sealed interface Condition {
    record RequestUri(Pattern uri) implements Condition {}

    record Method(String method) implements Condition {}

    record Header(String header, Optional<Pattern> content) implements Condition {}

    record Case(SessionCase sessionCase) implements Condition {}

    record SessionDescription(String line, Optional<Pattern> content) implements Condition {}

    /** A pattern out of a profile: user-given, so matched in linear time. */
    record Pattern(com.google.re2j.Pattern expression) {
        static Pattern of(String text) {
            return new Pattern(com.google.re2j.Pattern.compile(text));
        }

        boolean matches(String text) {
            return expression.matches(text);
        }

        boolean found(String text) {
            return expression.matcher(text).find();
        }
    }
}
