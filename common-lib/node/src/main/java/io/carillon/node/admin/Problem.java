package io.carillon.node.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** A refusal made in a filter, before Spring MVC is there to make it (RFC 9457). */
record Problem(String type, String title, int status, String detail, String instance) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static void send(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
            throws IOException {
        Problem problem =
                new Problem("about:blank", status.getReasonPhrase(), status.value(), detail, request.getRequestURI());
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(JSON.writeValueAsBytes(problem));
    }
}
