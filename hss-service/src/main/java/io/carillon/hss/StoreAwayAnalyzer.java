package io.carillon.hss;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in two lines, not in a stack trace, that the node cannot start without its store. */
final class StoreAwayAnalyzer extends AbstractFailureAnalyzer<SQLException> {
    /** SQLSTATE class 08 (ISO 9075): no connection; 28: not let in. */
    private static final String NO_CONNECTION = "08";

    private static final String NOT_LET_IN = "28";

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
        String state = cause.getSQLState();
        if (state == null || !(state.startsWith(NO_CONNECTION) || state.startsWith(NOT_LET_IN))) {
            return null;
        }
        String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason known");
        return new FailureAnalysis(
                "The subscriber store does not let this node in: " + reason,
                "Start MySQL, or set SPRING_DATASOURCE_URL, SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD"
                        + " to one that runs.",
                cause);
    }
}
