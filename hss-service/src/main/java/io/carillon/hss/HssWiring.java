package io.carillon.hss;

import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.PeerAddress;
import io.carillon.diameter.cx.Cx;
import io.carillon.diameter.sh.Sh;
import io.carillon.hss.auth.Vault;
import io.carillon.hss.cx.CxNode;
import io.carillon.hss.cx.CxPush;
import io.carillon.hss.sh.ApplicationServers;
import io.carillon.hss.sh.ApplicationServers.Permission;
import io.carillon.hss.sh.Repository;
import io.carillon.hss.sh.ShNode;
import io.carillon.hss.sh.ShPush;
import io.carillon.hss.sh.WatchedSubscriptions;
import io.carillon.hss.sh.Watches;
import io.carillon.hss.slf.Directory;
import io.carillon.hss.slf.Locations;
import io.carillon.hss.slf.Route;
import io.carillon.hss.slf.Routes;
import io.carillon.hss.slf.SlfNode;
import io.carillon.hss.subscriber.ServiceProfiles;
import io.carillon.hss.subscriber.Subscriptions;
import io.carillon.node.NodeIdentity;
import io.carillon.node.StartRefused;
import io.carillon.node.diameter.DiameterNode;
import io.carillon.node.directory.NodeDirectory;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the parts of the HSS meet. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HssProperties.class)
class HssWiring {
    private static final int KEY_BYTES = 32;
    private static final int DIAMETER_PORT = 3868;
    private static final String SLF = "carillon.hss.slf.enabled";

    @Bean
    Vault vault(HssProperties properties) {
        List<byte[]> former = properties.formerMasterKeys().stream()
                .filter(each -> !each.isBlank())
                .map(each -> key("carillon.hss.former-master-keys", each))
                .toList();
        return new Vault(key("carillon.hss.master-key", properties.masterKey()), former);
    }

    @Bean
    DiameterServer diameterServer(DiameterNode diameter) {
        return diameter.server(Cx.APPLICATION, Sh.APPLICATION);
    }

    @Bean
    ApplicationServers applicationServers(HssProperties properties, NodeIdentity node) {
        List<Permission> permissions = properties.applicationServers().stream()
                .map(each -> new Permission(each.host(), each.read(), each.update(), each.subscribe()))
                .toList();
        return new ApplicationServers(permissions, node.homeDomain());
    }

    @Bean
    ShPush shPush(DiameterServer server, Watches watches, ApplicationServers servers, ServiceProfiles profiles) {
        return new ShPush(server, watches, servers, profiles);
    }

    @Bean
    @ConditionalOnProperty(name = SLF, havingValue = "true")
    SlfNode slfNode(
            DiameterServer server,
            HssProperties properties,
            Locations locations,
            NodeDirectory directory,
            NodeIdentity node,
            Clock clock) {
        List<Route> routes =
                properties.slf().routes().stream().map(HssWiring::route).toList();
        return new SlfNode(
                server,
                new Directory(new Routes(routes), locations, clock),
                host -> address(host, directory, node),
                properties.slf().remembered());
    }

    private static Route route(HssProperties.Slf.Route given) {
        try {
            return new Route(
                    given.hosts(),
                    given.ranges().stream()
                            .map(each -> new Route.Range(each.from(), each.to()))
                            .toList(),
                    given.identities());
        } catch (IllegalArgumentException wrong) {
            throw new StartRefused(
                    "carillon.hss.slf.routes: " + wrong.getMessage(),
                    "Write from: \"001010000000000\" with quotes.",
                    wrong);
        }
    }

    private static PeerAddress address(String host, NodeDirectory directory, NodeIdentity node) {
        String name = host.contains(".") ? host : host + "." + node.homeDomain();
        int port = directory
                .find("hss", host.split("\\.", 2)[0])
                .flatMap(each -> each.address("diameter"))
                .map(InetSocketAddress::getPort)
                .orElse(DIAMETER_PORT);
        return new PeerAddress(name, name, port);
    }

    @Bean
    @ConditionalOnProperty(name = SLF, havingValue = "false", matchIfMissing = true)
    ShNode shNode(
            DiameterServer server,
            Subscriptions subscriptions,
            ServiceProfiles profiles,
            Repository repository,
            Watches watches,
            ApplicationServers servers,
            HssProperties properties,
            ShPush push) {
        return new ShNode(
                server,
                subscriptions,
                profiles,
                repository,
                watches,
                servers,
                properties.charging().names(),
                push);
    }

    @Bean
    @ConditionalOnProperty(name = SLF, havingValue = "false", matchIfMissing = true)
    CxNode cxNode(
            DiameterServer server,
            Subscriptions subscriptions,
            ServiceProfiles profiles,
            Vault vault,
            HssProperties properties,
            ShPush push) {
        return new CxNode(
                server,
                new WatchedSubscriptions(subscriptions, push),
                profiles,
                vault,
                properties.visitedNetworks(),
                properties.charging().names());
    }

    @Bean
    CxPush cxPush(
            DiameterServer server,
            Subscriptions subscriptions,
            ServiceProfiles profiles,
            HssProperties properties,
            ShPush push) {
        return new CxPush(
                server,
                new WatchedSubscriptions(subscriptions, push),
                profiles,
                properties.charging().names());
    }

    private static byte[] key(String setting, @Nullable String text) {
        String remedy = "Set CARILLON_HSS_MASTER_KEY to 32 random bytes in base64 (openssl rand -base64 32 makes them),"
                + " the same for every HSS of this store, and keep it: without it no stored credential can be read.";
        if (text == null || text.isBlank()) {
            throw new StartRefused(setting + " is not set.", remedy);
        }
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException garbled) {
            throw new StartRefused(setting + " is not base64.", remedy);
        }
        if (key.length != KEY_BYTES) {
            throw new StartRefused(setting + " has " + key.length + " bytes, not 32.", remedy);
        }
        return key;
    }
}
