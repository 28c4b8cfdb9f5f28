package io.carillon.hss;

import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.cx.Cx;
import io.carillon.hss.auth.Vault;
import io.carillon.hss.cx.CxNode;
import io.carillon.hss.cx.CxPush;
import io.carillon.hss.subscriber.ServiceProfiles;
import io.carillon.hss.subscriber.Subscriptions;
import io.carillon.node.StartRefused;
import io.carillon.node.diameter.DiameterNode;
import java.util.Base64;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the parts of the HSS meet. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HssProperties.class)
class HssWiring {
    private static final int KEY_BYTES = 32;

    @Bean
    Vault vault(HssProperties properties) {
        return new Vault(masterKey(properties));
    }

    @Bean
    DiameterServer diameterServer(DiameterNode diameter) {
        return diameter.server(Cx.APPLICATION);
    }

    @Bean
    CxNode cxNode(
            DiameterServer server,
            Subscriptions subscriptions,
            ServiceProfiles profiles,
            Vault vault,
            HssProperties properties) {
        return new CxNode(server, subscriptions, profiles, vault, properties.visitedNetworks());
    }

    @Bean
    CxPush cxPush(DiameterServer server, Subscriptions subscriptions, ServiceProfiles profiles) {
        return new CxPush(server, subscriptions, profiles);
    }

    private static byte[] masterKey(HssProperties properties) {
        String remedy = "Set CARILLON_HSS_MASTER_KEY to 32 random bytes in base64 (openssl rand -base64 32 makes them),"
                + " the same for every HSS of this store, and keep it: without it no stored credential can be read.";
        String text = properties.masterKey();
        if (text == null || text.isBlank()) {
            throw new StartRefused("carillon.hss.master-key is not set.", remedy);
        }
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException garbled) {
            throw new StartRefused("carillon.hss.master-key is not base64.", remedy);
        }
        if (key.length != KEY_BYTES) {
            throw new StartRefused("carillon.hss.master-key has " + key.length + " bytes, not 32.", remedy);
        }
        return key;
    }
}
