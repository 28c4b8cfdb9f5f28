package io.carillon.node.cdr;

import io.carillon.node.KafkaLink;
import io.carillon.node.NodeAutoConfiguration;
import io.carillon.node.NodeEpoch;
import io.carillon.node.NodeIdentity;
import io.carillon.node.NodeProperties;
import io.carillon.node.StartRefused;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** Made when a flow asks for it: a node that writes no records has no spool. */
@AutoConfiguration(after = {NodeAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class})
@EnableConfigurationProperties(CdrProperties.class)
public class CdrAutoConfiguration {

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    CdrSink cdrSink(
            NodeIdentity node,
            NodeEpoch epoch,
            NodeProperties nodeProperties,
            CdrProperties properties,
            KafkaLink kafka,
            MeterRegistry meters) {
        if (!properties.enabled()) {
            return new NoCdrs(node, epoch);
        }
        Path directory = nodeProperties.dataDir().resolve("cdr");
        try {
            return new KafkaCdrs(
                    node, epoch, directory, properties, () -> kafka.producer(node.id() + "-cdr", settings()), meters);
        } catch (IOException e) {
            throw new StartRefused(
                    "The CDR spool " + directory.toAbsolutePath() + " cannot be opened: " + e,
                    "Give this user a directory of its own in carillon.data-dir (CARILLON_DATA_DIR).",
                    e);
        }
    }

    private static Map<String, Object> settings() {
        return Map.of(
                ProducerConfig.LINGER_MS_CONFIG, 5,
                ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);
    }
}
