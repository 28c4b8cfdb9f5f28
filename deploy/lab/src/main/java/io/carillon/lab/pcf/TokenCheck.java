package io.carillon.lab.pcf;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;

/** A PCF's service is for who has its NRF's token for it (TS 33.501 §13.4.1.1). */
final class TokenCheck implements HandlerInterceptor {
    private static final String BEARER = "Bearer ";

    private final AccessTokens tokens;

    TokenCheck(AccessTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var shown = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (shown != null
                && shown.startsWith(BEARER)
                && tokens.opens(shown.substring(BEARER.length()), PolicyAuthorizationController.SERVICE)) {
            return true;
        }
        response.setStatus(HttpStatus.UNAUTHORIZED.value());
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"pcf\", error=\"invalid_token\"");
        return false;
    }
}
