package io.carillon.tas;

import io.carillon.sip.message.SipFailure;
import io.carillon.tas.simservs.BadSetting;
import io.carillon.tas.simservs.MalformedDocument;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What went wrong with a setting, as a problem (RFC 9457). */
@RestControllerAdvice
class SettingsAdvice {
    @ExceptionHandler
    ProblemDetail bad(BadSetting setting) {
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, setting.getMessage());
        problem.setProperty("errors", List.of(new Fault(setting.field(), setting.getMessage())));
        return problem;
    }

    /** What is wrong with a field of the document. */
    record Fault(String field, String message) {}

    @ExceptionHandler
    ProblemDetail malformed(MalformedDocument document) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST, "This is no services document: " + document.getMessage());
    }

    @ExceptionHandler
    ProblemDetail away(SipFailure store) {
        if (store.status() == HttpStatus.NOT_FOUND.value()) {
            return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "The HSS has no such user.");
        }
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE, "The store of the services is away: try again later.");
    }
}
