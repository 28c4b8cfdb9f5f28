package io.carillon.console.configuration;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** All versions of all settings. */
public interface History {
    Version add(String setting, JsonNode document, String account, Instant time, String note);

    /** Newest first. @param before a version's id: what is older */
    List<Version> of(String setting, Optional<Long> before, int limit);

    Optional<Version> find(String setting, long id);
}
