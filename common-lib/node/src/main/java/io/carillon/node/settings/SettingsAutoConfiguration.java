package io.carillon.node.settings;

import io.carillon.node.NodeAutoConfiguration;
import java.util.ArrayList;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.cloud.zookeeper.ZookeeperAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The settings of all nodes, over the CuratorFramework of Spring Cloud ZooKeeper. */
@AutoConfiguration(after = {NodeAutoConfiguration.class, ZookeeperAutoConfiguration.class})
public class SettingsAutoConfiguration {

    @Bean
    @ConditionalOnBean(CuratorFramework.class)
    SharedSettings sharedSettings(
            CuratorFramework zooKeeper,
            @Value("${carillon.settings.root:/carillon/settings}") String root,
            ObjectProvider<RunTimeSetting<?>> settings) {
        List<RunTimeSetting<?>> all = new ArrayList<>();
        settings.forEach(all::add);
        return new SharedSettings(zooKeeper, root, all);
    }
}
