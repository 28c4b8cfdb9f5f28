package io.carillon.console.account;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/**
 * The token of a request: from its Authorization header, else from the session's cookie. A change by cookie must come from
 * a page of ours, so that no other site can have a browser make it.
 */
public final class SessionCookie implements BearerTokenResolver {
    static final String NAME = "carillon";
    private static final List<String> READING = List.of("GET", "HEAD");

    private final BearerTokenResolver header = new DefaultBearerTokenResolver();

    /** @param age zero to take it away */
    public static ResponseCookie made(String token, Duration age, HttpServletRequest request) {
        return ResponseCookie.from(NAME, token)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Strict")
                .path("/")
                .maxAge(age)
                .build();
    }

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        var token = header.resolve(request);
        return token != null ? token : ofCookie(request);
    }

    private static @Nullable String ofCookie(HttpServletRequest request) {
        var cookies = request.getCookies();
        if (cookies == null || !(READING.contains(request.getMethod()) || isOurPage(request))) {
            return null;
        }
        return Arrays.stream(cookies)
                .filter(cookie ->
                        cookie.getName().equals(NAME) && !cookie.getValue().isEmpty())
                .map(Cookie::getValue)
                .findFirst()
                .orElse(null);
    }

    private static boolean isOurPage(HttpServletRequest request) {
        var origin = request.getHeader("Origin");
        try {
            var host = request.getHeader("Host");
            return origin != null
                    && host != null
                    && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
