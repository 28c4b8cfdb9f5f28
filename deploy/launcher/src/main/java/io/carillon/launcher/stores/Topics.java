package io.carillon.launcher.stores;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of a suite, there before the first node writes: a producer that must wait for one loses its first events. */
final class Topics {
    private static final int SECONDS = 30;
    /** Traces are for now: an hour of them, and no more than the disk of a laptop bears. */
    private static final Map<String, String> SHORT_LIVED = Map.of(
            TopicConfig.RETENTION_MS_CONFIG, "3600000",
            TopicConfig.RETENTION_BYTES_CONFIG, "268435456",
            TopicConfig.SEGMENT_BYTES_CONFIG, "33554432");

    private Topics() {}

    static void create(String bootstrapServers) {
        Map<String, Object> settings = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (Admin admin = Admin.create(settings)) {
            List<NewTopic> wanted = List.of(
                    new NewTopic("carillon.trace", Optional.of(1), Optional.empty()).configs(SHORT_LIVED),
                    new NewTopic("carillon.cdr", Optional.of(1), Optional.empty()));
            for (var created : admin.createTopics(wanted).values().values()) {
                created.get(SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("Kafka's topics cannot be made", e.getCause());
            }
        } catch (TimeoutException e) {
            throw new IllegalStateException("Kafka made no topics within " + SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
