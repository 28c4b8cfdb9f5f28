package io.carillon.sbc;

import io.carillon.sbc.adapter.zookeeper.ZooKeeperFirewall;
import io.carillon.sbc.firewall.FirewallControl;
import io.carillon.sbc.firewall.FirewallDocument;
import io.carillon.sbc.firewall.SharedFirewall;
import io.carillon.sbc.pcscf.Border;
import io.carillon.sip.admission.Firewall;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.apache.curator.framework.CuratorFramework;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The firewall before the stack, and where its policy comes from. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FirewallDocument.class)
class FirewallWiring {
    @Bean
    Firewall firewall(FirewallDocument settings) {
        return FirewallControl.firewall(settings, Border.CORE);
    }

    @Bean(destroyMethod = "close")
    SharedFirewall sharedFirewall(
            CuratorFramework zooKeeper,
            @Value("${carillon.directory.root:/carillon/nodes}") String root,
            JsonMapper json) {
        return new ZooKeeperFirewall(zooKeeper, root + "/firewall", json);
    }

    @Bean
    FirewallControl firewallControl(Firewall firewall, SharedFirewall shared) {
        return new FirewallControl(firewall, shared);
    }

    @Bean
    MeterBinder firewallMeters(Firewall firewall) {
        return meters -> {
            Gauge.builder(
                            "carillon.sip.firewall.banned",
                            firewall,
                            from -> from.bans().size())
                    .register(meters);
            ToDoubleFunction<Firewall> dropped = from -> from.statistics().dropped();
            ToDoubleFunction<Firewall> refused = from -> from.statistics().refused();
            ToDoubleFunction<Firewall> shed = from -> from.statistics().shed();
            FunctionCounter.builder("carillon.sip.firewall.dropped", firewall, dropped)
                    .register(meters);
            FunctionCounter.builder("carillon.sip.firewall.refused", firewall, refused)
                    .register(meters);
            FunctionCounter.builder("carillon.sip.firewall.shed", firewall, shed)
                    .register(meters);
        };
    }
}
