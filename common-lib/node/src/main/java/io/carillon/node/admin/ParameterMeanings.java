package io.carillon.node.admin;

import static java.util.Map.entry;

import io.swagger.v3.oas.models.Operation;
import java.util.Map;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.web.method.HandlerMethod;

/** What the parameters that calls of many nodes share mean, where a call does not say it itself. */
final class ParameterMeanings implements OperationCustomizer {
    private static final String LISTED = "as the list has it";
    private static final String IDENTITY = "a public identity: sip:user@domain or tel:+number";

    private static final Map<String, String> MEANINGS = Map.ofEntries(
            entry("impu", IDENTITY),
            entry("user", IDENTITY),
            entry("impi", "a private identity: user@domain"),
            entry("identity", "a private or public identity"),
            entry("e164", "a number with its country code, with or without its plus sign"),
            entry("source", "an address, as 203.0.113.9"),
            entry("callId", "a Call-ID"),
            entry("id", LISTED),
            entry("name", LISTED),
            entry("key", LISTED),
            entry("limit", "how many at most"),
            entry("offset", "how many to leave out"),
            entry("page", "the first is 0"),
            entry("size", "how many a page has"),
            entry("after", "the last of the page before"),
            entry("If-Match", "only if nothing was changed since: the ETag of what was read"),
            entry("If-None-Match", "*: only if there is none yet"),
            entry("Idempotency-Key", "the same key is the same order, however often it is sent"));

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        if (operation.getParameters() != null) {
            operation.getParameters().stream()
                    .filter(parameter -> parameter.getDescription() == null)
                    .forEach(parameter -> parameter.setDescription(MEANINGS.get(parameter.getName())));
        }
        return operation;
    }
}
