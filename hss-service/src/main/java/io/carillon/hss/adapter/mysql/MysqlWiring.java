package io.carillon.hss.adapter.mysql;

import io.carillon.hss.sh.Repository;
import io.carillon.hss.sh.Watches;
import io.carillon.hss.slf.Locations;
import io.carillon.hss.subscriber.Orders;
import io.carillon.hss.subscriber.Precondition;
import io.carillon.hss.subscriber.SealedSecrets;
import io.carillon.hss.subscriber.ServiceProfile;
import io.carillon.hss.subscriber.ServiceProfiles;
import io.carillon.hss.subscriber.Subscribers;
import io.carillon.hss.subscriber.Subscriptions;
import io.carillon.node.NodeIdentity;
import java.time.Clock;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The store's side of the ports. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = SubscriberRow.class)
@EnableJpaRepositories(basePackageClasses = SubscriberRows.class)
public class MysqlWiring {

    @Bean
    Subscriptions subscriptions(JdbcTemplate jdbc, Clock clock) {
        return new JdbcSubscriptions(jdbc, new Wildcards(jdbc, clock));
    }

    @Bean
    ServiceProfiles serviceProfiles(JdbcTemplate jdbc) {
        return new CachedServiceProfiles(jdbc);
    }

    @Bean
    Repository repository(JdbcTemplate jdbc) {
        return new JdbcRepository(jdbc);
    }

    @Bean
    Watches watches(JdbcTemplate jdbc, Clock clock) {
        return new JdbcWatches(jdbc, clock);
    }

    @Bean
    Subscribers subscribers(
            SubscriberRows subscribers, ServiceProfileRows profiles, PlatformTransactionManager transactions) {
        return new JpaSubscribers(subscribers, profiles, new TransactionTemplate(transactions));
    }

    @Bean
    Orders orders(
            NamedParameterJdbcTemplate jdbc,
            Subscriptions subscriptions,
            PlatformTransactionManager transactions,
            Clock clock) {
        return new JdbcOrders(
                jdbc, subscriptions, new SubscriberInserts(jdbc, clock), new TransactionTemplate(transactions));
    }

    @Bean
    Locations locations(JdbcTemplate jdbc) {
        return new JdbcLocations(jdbc);
    }

    @Bean
    SealedSecrets sealedSecrets(JdbcTemplate jdbc) {
        return new JdbcSealedSecrets(jdbc);
    }

    @Bean
    JavaMigration refusedTexts(NodeIdentity node) {
        return new RefusedTexts(node.homeDomain());
    }

    /** The first node of an empty store writes the standard profile; what an operator made of it since is left alone. */
    @Bean
    ApplicationRunner standardProfile(Subscribers subscribers, NodeIdentity node) {
        return arguments -> {
            try {
                if (subscribers.profile(ServiceProfile.DEFAULT).isEmpty()) {
                    subscribers.putProfile(
                            ServiceProfile.DEFAULT, ServiceProfile.standard(node.homeDomain()), Precondition.ABSENT);
                }
            } catch (DataIntegrityViolationException another) {
                // Another node, started at the same time, has written it.
                subscribers.profile(ServiceProfile.DEFAULT).orElseThrow(() -> another);
            }
        };
    }
}
