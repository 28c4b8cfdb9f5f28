package io.carillon.im.adapter.hbase;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where messages are kept.
 *
 * @param zookeeperQuorum the hosts of HBase's ZooKeeper, comma-separated
 * @param deadline how long one operation may take with all its retries
 * @param retention how long the history keeps a message, 0 for ever; HBase itself removes what is older
 * @param tablePrefix goes before the table names, so that several cores can share an HBase
 * @param properties anything else a client of HBase takes (hbase.client.netty.tls.enabled, hbase.rpc.tls.*)
 */
@Validated
@ConfigurationProperties("carillon.hbase")
public record HbaseProperties(
        @DefaultValue("127.0.0.1") @NotBlank String zookeeperQuorum,
        @DefaultValue("2181") @Min(1) @Max(65_535) int zookeeperPort,
        @DefaultValue("4s") Duration deadline,
        @DefaultValue("0s") Duration retention,
        @DefaultValue("carillon_im_") String tablePrefix,
        @DefaultValue Map<String, String> properties) {}
