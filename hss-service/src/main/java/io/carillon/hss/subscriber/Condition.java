package io.carillon.hss.subscriber;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;

/** What a service point trigger looks at (TS 29.228 Annex B.2.2). */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "method", value = Condition.Method.class),
    @JsonSubTypes.Type(name = "request-uri", value = Condition.RequestUri.class),
    @JsonSubTypes.Type(name = "header", value = Condition.Header.class),
    @JsonSubTypes.Type(name = "session-case", value = Condition.Case.class),
    @JsonSubTypes.Type(name = "session-description", value = Condition.SessionDescription.class)
})
public sealed interface Condition {

    record Method(String method) implements Condition {}

    /** @param uri an extended regular expression over the Request-URI */
    record RequestUri(String uri) implements Condition {}

    /**
     * A header that is there, or whose value matches.
     *
     * @param content an extended regular expression
     */
    record Header(String header, Optional<String> content) implements Condition {}

    record Case(SessionCase sessionCase) implements Condition {}

    /** A line of the session description, by its letter, and an extended regular expression over what follows. */
    record SessionDescription(String line, Optional<String> content) implements Condition {}
}
