package io.carillon.node.metrics;

import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The process: its memory, its share of the processors, its connections to a database. */
@AutoConfiguration
public class MetricsAutoConfiguration {

    @Bean
    MeterBinder processMeters() {
        return meters -> {
            var memory = ManagementFactory.getMemoryMXBean();
            area("heap", memory::getHeapMemoryUsage).bindTo(meters);
            area("nonheap", memory::getNonHeapMemoryUsage).bindTo(meters);
            if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
                Gauge.builder("cpu.usage", system, OperatingSystemMXBean::getProcessCpuLoad)
                        .description("This process's share of all processors, 0 to 1")
                        .register(meters);
            }
        };
    }

    private static MeterBinder area(String name, Supplier<MemoryUsage> usage) {
        return meters -> {
            Gauge.builder("memory.usage", () -> usage.get().getUsed())
                    .description("Octets in use")
                    .tag("area", name)
                    .register(meters);
            Gauge.builder("memory.committed", () -> usage.get().getCommitted())
                    .description("Octets taken from the system")
                    .tag("area", name)
                    .register(meters);
        };
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HikariDataSource.class)
    static class Pools {
        @Bean
        MeterBinder databaseMeters(ObjectProvider<HikariDataSource> sources) {
            return meters -> sources.forEach(source -> {
                connections(source, "active", HikariPoolMXBean::getActiveConnections)
                        .bindTo(meters);
                connections(source, "idle", HikariPoolMXBean::getIdleConnections)
                        .bindTo(meters);
                connections(source, "awaited", HikariPoolMXBean::getThreadsAwaitingConnection)
                        .bindTo(meters);
            });
        }

        private static MeterBinder connections(
                HikariDataSource source, String state, ToIntFunction<HikariPoolMXBean> count) {
            return meters -> Gauge.builder("database.connections", source, each -> {
                        // There is none before the first connection was asked for.
                        var pool = each.getHikariPoolMXBean();
                        return pool == null ? 0 : count.applyAsInt(pool);
                    })
                    .description("Connections of the pool; awaited: those who wait for one")
                    .tag("state", state)
                    .register(meters);
        }
    }
}
