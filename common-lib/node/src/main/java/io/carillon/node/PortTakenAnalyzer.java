package io.carillon.node;

import java.io.UncheckedIOException;
import java.net.BindException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A wire of the node finds its port in use: said with the port, not with a stack trace. */
final class PortTakenAnalyzer extends AbstractFailureAnalyzer<BindException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        // Whoever binds says what and where in the exception around it; the system's own says only that it is in use.
        @Nullable UncheckedIOException around = findCause(rootFailure, UncheckedIOException.class);
        String what = around == null ? "A port cannot be opened" : String.valueOf(around.getMessage());
        return new FailureAnalysis(
                what + ": " + cause.getMessage() + ".", "Stop what uses the port, or give this node another.", cause);
    }
}
