package io.carillon.console.audit;

import java.time.Instant;

/**
 * A change that somebody asked for.
 *
 * @param source the address it came from
 * @param status what was answered
 */
public record AuditEntry(
        long id, Instant time, String account, String source, String method, String path, int status) {}
