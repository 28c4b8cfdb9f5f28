package io.carillon.console.configuration;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * What was set once.
 *
 * @param account who did; "-" when it was not done here
 * @param note why
 */
public record Version(long id, String setting, JsonNode document, String account, Instant time, String note) {}
