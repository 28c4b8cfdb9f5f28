package io.carillon.console.audit;

import java.time.Instant;

/**
 * A change that somebody asked for.
 *
 * @param source the address it came from
 * @param method of HTTP, or {@code ./ims}
 * @param path of the request, or the words of the command
 * @param status what was answered; 202 of a command, which tells its outcome where it was given
 */
public record AuditEntry(
        long id, Instant time, String account, String source, String method, String path, int status) {}
