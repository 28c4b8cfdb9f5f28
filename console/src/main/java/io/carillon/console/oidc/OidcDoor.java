package io.carillon.console.oidc;

import io.carillon.console.account.OtherEntrance;
import io.carillon.console.account.SessionCookie;
import io.carillon.console.audit.Audit;
import io.carillon.console.audit.AuditEntry;
import io.carillon.node.admin.AdminSecret;
import io.carillon.node.admin.AdminToken;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.util.function.SingletonSupplier;

/**
 * The authorization code flow with PKCE (RFC 7636). What comes of it is the session that a local account gets too: a token
 * of the core's own in a cookie. The provider's tokens are not kept.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("carillon.console.oidc.issuer")
@EnableConfigurationProperties(OidcProperties.class)
class OidcDoor {
    static final String ID = "oidc";
    private static final Logger LOG = LoggerFactory.getLogger(OidcDoor.class);
    private static final String BEGIN = "/oauth2/authorization";
    private static final String PATH = "/login/oauth2/code/" + ID;
    private static final Duration DAY = Duration.ofHours(12);
    private static final int LONGEST_NAME = 100;

    private final OidcProperties properties;
    private final ClaimedRoles roles;
    private final AdminSecret secret;
    private final Audit audit;
    private final Clock clock;

    OidcDoor(OidcProperties properties, AdminSecret secret, Audit audit, Clock clock) {
        this.properties = properties;
        this.roles = new ClaimedRoles(properties);
        this.secret = secret;
        this.audit = audit;
        this.clock = clock;
    }

    @Bean
    OtherEntrance otherEntrance() {
        return new OtherEntrance(properties.name());
    }

    /**
     * The provider is asked who it is when the first comes, and again when it was away: the console starts without it. No
     * list of providers, which Spring Security would go through at the start for a sign-in page of its own.
     */
    @Bean
    ClientRegistrationRepository oidcProvider() {
        var provider = SingletonSupplier.of(() -> ClientRegistrations.fromIssuerLocation(properties.issuer())
                .registrationId(ID)
                .clientId(properties.clientId())
                .clientSecret(properties.clientSecret())
                .scope(properties.scopes())
                .build());
        return id -> id.equals(ID) ? provider.get() : null;
    }

    @Bean
    @Order(1)
    SecurityFilterChain oidcChain(HttpSecurity http, ClientRegistrationRepository provider) throws Exception {
        var requests = new DefaultOAuth2AuthorizationRequestResolver(provider, BEGIN);
        requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        return http.securityMatcher(BEGIN + "/" + ID, PATH)
                .authorizeHttpRequests(all -> all.anyRequest().denyAll())
                .csrf(AbstractHttpConfigurer::disable) // the state parameter is what guards this way (RFC 6749 §10.12)
                .requestCache(AbstractHttpConfigurer::disable)
                .securityContext(context -> context.securityContextRepository(new NullSecurityContextRepository()))
                .oauth2Login(login -> login.withObjectPostProcessor(new SaysAway())
                        .clientRegistrationRepository(provider)
                        .authorizationEndpoint(begin -> begin.authorizationRequestResolver(requests))
                        .successHandler(this::welcome)
                        .failureHandler(this::refused))
                .build();
    }

    /** Spring's own answer to a provider that cannot be asked is 500. */
    private final class SaysAway implements ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter> {
        @Override
        public <F extends OAuth2AuthorizationRequestRedirectFilter> F postProcess(F filter) {
            filter.setAuthenticationFailureHandler((_, response, why) -> {
                LOG.warn("{} cannot be asked: {}", properties.name(), why.getMessage());
                response.sendRedirect("/?sign-in=away");
            });
            return filter;
        }
    }

    private void welcome(HttpServletRequest request, HttpServletResponse response, Authentication who)
            throws IOException {
        forget(request);
        var claims = who.getPrincipal() instanceof OidcUser user ? user.getClaims() : Map.<String, Object>of();
        var role = roles.of(claims);
        var name = name(who);
        note(request, name, role.isPresent() ? HttpStatus.OK : HttpStatus.FORBIDDEN);
        if (role.isEmpty()) {
            LOG.info("{} signed in by {} and has no role: {}", name, properties.name(), roles.absence(claims));
            response.sendRedirect("/?sign-in=no-role");
            return;
        }
        var token = AdminToken.mint(secret, name, Set.of(role.get()), DAY);
        response.setHeader(
                HttpHeaders.SET_COOKIE, SessionCookie.made(token, DAY, request).toString());
        response.sendRedirect("/");
    }

    /** The session lasted for the way to the provider and back. */
    private static void forget(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    /** No local account's name begins like this. */
    private String name(Authentication who) {
        var claimed = who.getPrincipal() instanceof OidcUser user
                ? Objects.requireNonNullElse(user.getClaimAsString(properties.nameClaim()), user.getName())
                : who.getName();
        var plain = claimed.replaceAll("[^A-Za-z0-9@._+-]", "_");
        return ID + ":" + plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
    }

    private void refused(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        forget(request);
        LOG.info("A sign-in by {} was refused: {}", properties.name(), why.getMessage());
        note(request, "-", HttpStatus.UNAUTHORIZED);
        response.sendRedirect("/?sign-in=refused");
    }

    /** The way in is by GET, which the audit passes over else. */
    private void note(HttpServletRequest request, String who, HttpStatus status) {
        try {
            audit.record(new AuditEntry(0, clock.instant(), who, request.getRemoteAddr(), "GET", PATH, status.value()));
        } catch (RuntimeException e) {
            LOG.error("A sign-in of {} is not in the audit: {}", who, e.getMessage());
        }
    }
}
