package io.carillon.im.adapter.fastdfs;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The FastDFS that files are kept in, with {@code carillon.im.files.store=fastdfs}.
 *
 * @param trackers {@code host:port}, asked one after the other
 * @param deadline how long a server may take to answer
 */
@ConfigurationProperties("carillon.im.files.fastdfs")
public record FastDfsProperties(
        @DefaultValue("127.0.0.1:22122") List<String> trackers,
        @DefaultValue("5s") Duration deadline) {}
