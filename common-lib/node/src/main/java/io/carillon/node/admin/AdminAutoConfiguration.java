package io.carillon.node.admin;

import io.carillon.node.NodeAutoConfiguration;
import io.carillon.node.NodeIdentity;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import jakarta.servlet.DispatcherType;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Closes the admin port: only the status of the node's health is open. */
@AutoConfiguration(
        after = NodeAutoConfiguration.class,
        before = {
            ServletWebSecurityAutoConfiguration.class,
            OAuth2ResourceServerWebSecurityAutoConfiguration.class,
            WebMvcAutoConfiguration.class
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(AdminProperties.class)
@Import(AdminProblems.class)
public class AdminAutoConfiguration {
    private static final String HOW_TO = "Send the header 'Authorization: Bearer TOKEN'; './ims token' prints a token.";

    @Bean
    AdminSecret adminSecret(AdminProperties properties) {
        return properties.key();
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> quietHttp() {
        return factory -> factory.setProtocol(QuietHttp.class.getName());
    }

    @Bean
    @ConditionalOnMissingBean
    JwtDecoder jwtDecoder(AdminSecret secret) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withSecretKey(secret.key())
                .macAlgorithm(MacAlgorithm.HS256)
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(),
                new JwtIssuerValidator(AdminToken.ISSUER),
                // A token that never ends could never be taken back.
                new JwtClaimValidator<Object>(JwtClaimNames.EXP, exp -> exp != null)));
        return decoder;
    }

    /** Beside any door that a service adds for paths of its own. */
    @Bean
    @ConditionalOnMissingBean(name = "adminDoor")
    SecurityFilterChain adminDoor(HttpSecurity http, ObjectProvider<OpenPaths> open) throws Exception {
        JwtAuthenticationConverter token = new JwtAuthenticationConverter();
        token.setJwtGrantedAuthoritiesConverter(AdminAutoConfiguration::authorities);
        return http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // No cookie carries authority here, so there is nothing to forge a request with.
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> open.orderedStream()
                        .reduce(requests, (all, paths) -> paths.open(all), (one, other) -> other)
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/actuator/health", "/actuator/health/**")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET)
                        .hasRole(AdminRole.VIEWER.name())
                        .requestMatchers(HttpMethod.HEAD)
                        .hasRole(AdminRole.VIEWER.name())
                        .anyRequest()
                        .hasRole(AdminRole.OPERATOR.name()))
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.jwtAuthenticationConverter(token))
                        .authenticationEntryPoint(unauthenticated())
                        .accessDeniedHandler(forbidden()))
                .exceptionHandling(refusals ->
                        refusals.authenticationEntryPoint(unauthenticated()).accessDeniedHandler(forbidden()))
                .build();
    }

    /** An admin may all that an operator may, who may all that a viewer may. */
    private static Collection<GrantedAuthority> authorities(Jwt jwt) {
        Object claim = jwt.getClaim(AdminToken.ROLES);
        List<?> roles = claim instanceof List<?> list ? list : List.of();
        return Arrays.stream(AdminRole.values())
                .filter(each -> Arrays.stream(AdminRole.values())
                        .anyMatch(given -> roles.contains(given.claim()) && given.includes(each)))
                .<GrantedAuthority>map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
                .toList();
    }

    private static AuthenticationEntryPoint unauthenticated() {
        return (request, response, refusal) -> {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"carillon\"");
            boolean came = request.getHeader("Authorization") != null;
            String detail = came
                    ? "The bearer token is not valid here: expired, or signed for another core. " + HOW_TO
                    : "This needs a bearer token. " + HOW_TO;
            Problem.send(request, response, HttpStatus.UNAUTHORIZED, detail);
        };
    }

    private static AccessDeniedHandler forbidden() {
        return (request, response, refusal) -> {
            boolean reads = List.of("GET", "HEAD").contains(request.getMethod());
            Problem.send(
                    request,
                    response,
                    HttpStatus.FORBIDDEN,
                    "The token's roles do not allow this: "
                            + (reads ? "reading wants the role viewer" : "a change wants the role operator or admin")
                            + ".");
        };
    }

    @Bean
    @ConditionalOnMissingBean
    OpenAPI openApi(NodeIdentity node) {
        return new OpenAPI()
                .info(new Info().title("Carillon " + node.role()).version("v1"))
                .components(new Components()
                        .addSecuritySchemes(
                                "token",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("JWT")))
                .addSecurityItem(new SecurityRequirement().addList("token"));
    }

    @Bean
    ParameterMeanings parameterMeanings() {
        return new ParameterMeanings();
    }
}
