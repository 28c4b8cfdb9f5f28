package io.carillon.lab.pcf;

import io.carillon.lab.pcrf.PcrfProperties;
import io.carillon.node.NodeIdentity;
import io.carillon.node.admin.OpenPaths;
import io.carillon.node.directory.AddressContribution;
import io.carillon.node.sbi.Certificates;
import io.carillon.node.sbi.SbiClient;
import io.carillon.node.sbi.SecuredPort;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Where the PCF meets HTTP. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PcfProperties.class)
class PcfWiring {
    @Bean
    Place place(NodeIdentity self, Environment environment, PcfProperties properties) {
        return new Place(self, environment, properties.port());
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> n5Port(PcfProperties properties, SslBundles bundles) {
        return factory -> {
            if (properties.isSecured()) {
                var certificates = Certificates.of(bundles, properties.sslBundle());
                factory.addAdditionalConnectors(SecuredPort.open(
                        properties.port(),
                        certificates.orElseThrow(() ->
                                new IllegalStateException("carillon.lab.pcf.port wants carillon.lab.pcf.ssl-bundle"))));
            }
        };
    }

    /** Where there is a protected port, the open one beside it does not lead here. */
    @Bean
    WebMvcConfigurer securedDoor(PcfProperties properties) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                if (properties.isSecured()) {
                    registry.addInterceptor(new SecuredDoor())
                            .order(Ordered.HIGHEST_PRECEDENCE)
                            .addPathPatterns(
                                    TokenController.PATH,
                                    RepositoryController.DISCOVERY,
                                    RepositoryController.MANAGEMENT + "/**",
                                    PolicyAuthorizationController.PATH,
                                    PolicyAuthorizationController.PATH + "/**");
                }
            }
        };
    }

    @Bean
    AccessTokens accessTokens(JsonMapper json, Clock clock) {
        return new AccessTokens(json, clock);
    }

    @Bean
    WebMvcConfigurer tokenCheck(AccessTokens tokens, PcfProperties properties) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                if (properties.oauth2()) {
                    registry.addInterceptor(new TokenCheck(tokens))
                            .addPathPatterns(
                                    PolicyAuthorizationController.PATH, PolicyAuthorizationController.PATH + "/**");
                }
            }
        };
    }

    /** The admin door does not judge the NRF's tokens. */
    @Bean
    BearerTokenResolver adminTokens() {
        var all = new DefaultBearerTokenResolver();
        return request ->
                request.getRequestURI().startsWith(PolicyAuthorizationController.PATH) ? null : all.resolve(request);
    }

    @Bean
    AppSessions appSessions(PcrfProperties properties) {
        return new AppSessions(properties.maxSessions());
    }

    @Bean(destroyMethod = "close")
    SbiClient notifier(PcrfProperties properties, PcfProperties own, SslBundles bundles) {
        return new SbiClient(properties.patience(), Certificates.of(bundles, own.sslBundle()));
    }

    @Bean
    AddressContribution n5Address(Place place, PcfProperties properties) {
        var name = properties.isSecured() ? "n5s" : "n5";
        return () -> place.isOpen() ? Map.of(name, place.address()) : Map.of();
    }

    /** A body that comes with the change to HTTP/2 is kept for it. */
    @Bean
    TomcatConnectorCustomizer upgradedBodies() {
        return connector -> connector.setMaxSavePostSize(1_048_576);
    }

    @Bean
    OpenPaths n5Sessions() {
        return new OpenPaths(
                HttpMethod.POST,
                TokenController.PATH,
                PolicyAuthorizationController.PATH,
                PolicyAuthorizationController.PATH + "/pcscf-restoration",
                PolicyAuthorizationController.PATH + "/*/delete");
    }

    @Bean
    OpenPaths n5Changes() {
        return new OpenPaths(
                HttpMethod.PATCH, PolicyAuthorizationController.PATH + "/*", RepositoryController.MANAGEMENT + "/*");
    }

    @Bean
    OpenPaths n5Reads() {
        return new OpenPaths(
                HttpMethod.GET,
                PolicyAuthorizationController.PATH + "/*",
                RepositoryController.DISCOVERY,
                RepositoryController.MANAGEMENT + "/*");
    }

    @Bean
    OpenPaths nrfRegistrations() {
        return new OpenPaths(HttpMethod.PUT, RepositoryController.MANAGEMENT + "/*");
    }

    @Bean
    OpenPaths nrfDepartures() {
        return new OpenPaths(HttpMethod.DELETE, RepositoryController.MANAGEMENT + "/*");
    }

    @Bean
    MeterBinder n5SessionCount(AppSessions sessions) {
        return registry -> Gauge.builder("carillon.n5.sessions", sessions, AppSessions::size)
                .description("N5 sessions that are open")
                .register(registry);
    }
}
