package io.carillon.node.directory;

import com.sun.management.OperatingSystemMXBean;
import io.carillon.node.NodeAutoConfiguration;
import io.carillon.node.NodeIdentity;
import io.carillon.node.NodeProperties;
import io.carillon.node.health.FunctionalHealth;
import io.carillon.node.health.HealthAutoConfiguration;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.zookeeper.CuratorFrameworkCustomizer;
import org.springframework.cloud.zookeeper.ZookeeperAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** The directory over the CuratorFramework of Spring Cloud ZooKeeper. */
@AutoConfiguration(
        after = {NodeAutoConfiguration.class, HealthAutoConfiguration.class, ZookeeperAutoConfiguration.class})
@EnableConfigurationProperties(DirectoryProperties.class)
public class DirectoryAutoConfiguration {

    /**
     * ZooKeeper stays where the connect string says. Several of them tell in /zookeeper/config the address of their port in clear,
     * which where TLS is wanted nobody else reaches: who followed that would not find them again.
     */
    @Bean
    CuratorFrameworkCustomizer ensembleAsTold() {
        return zooKeeper -> zooKeeper.ensembleTracker(false);
    }

    @Bean
    @ConditionalOnBean(CuratorFramework.class)
    @ConditionalOnMissingBean
    NodeDirectory nodeDirectory(CuratorFramework zooKeeper, DirectoryProperties properties) {
        return new ZooKeeperNodes(zooKeeper, properties);
    }

    @Bean
    @ConditionalOnBean(CuratorFramework.class)
    NodeRegistration nodeRegistration(
            CuratorFramework zooKeeper,
            NodeIdentity self,
            NodeProperties node,
            DirectoryProperties properties,
            ObjectProvider<AddressContribution> contributions,
            ObjectProvider<LoadSource> load,
            FunctionalHealth functional) {
        return new NodeRegistration(
                zooKeeper,
                self,
                node.node().weight(),
                properties,
                contributions.orderedStream().toList(),
                load.getIfAvailable(DirectoryAutoConfiguration::processorUse),
                functional::answers);
    }

    @Bean
    @ConditionalOnBean(CuratorFramework.class)
    Leaving leaving(NodeRegistration nodeRegistration) {
        return new Leaving(nodeRegistration);
    }

    /** The admin port, once the web server has one, by the scheme that it speaks. */
    @Bean
    AddressContribution httpAddress(
            Environment environment, ObjectProvider<ServerProperties> server, NodeIdentity self) {
        boolean secured = server.stream().anyMatch(each -> Ssl.isEnabled(each.getSsl()));
        return () -> Optional.ofNullable(environment.getProperty("local.server.port", Integer.class))
                .map(port -> Map.of(secured ? "https" : "http", self.address(port)))
                .orElse(Map.of());
    }

    private static LoadSource processorUse() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return system::getProcessCpuLoad;
    }
}
