package io.carillon.charging;

import io.carillon.charging.cdf.CdfProperties;
import io.carillon.charging.cdf.Records;
import io.carillon.charging.cdf.adapter.kafka.RecordConsumer;
import io.carillon.charging.cdf.adapter.kafka.RecordTopic;
import io.carillon.charging.cdf.adapter.mysql.JdbcRecords;
import io.carillon.charging.ocs.CreditMetrics;
import io.carillon.charging.ocs.Ledger;
import io.carillon.charging.ocs.OcsProperties;
import io.carillon.charging.ocs.OnlineChargingFlow;
import io.carillon.charging.ocs.Supervision;
import io.carillon.charging.ocs.adapter.diameter.RoEndpoint;
import io.carillon.charging.ocs.adapter.diameter.RoNode;
import io.carillon.charging.ocs.adapter.mysql.JpaLedger;
import io.carillon.charging.ocs.adapter.mysql.LedgerTransactions;
import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.ro.Ro;
import io.carillon.node.diameter.DiameterNode;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.Objects;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.kafka.core.MicrometerConsumerListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.orm.jpa.vendor.HibernateJpaDialect;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Where the ports of the charging node meet MySQL, Kafka and Diameter. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties({OcsProperties.class, CdfProperties.class})
class ChargingWiring {

    @Bean
    Ledger ledger(EntityManager entities, PlatformTransactionManager transactions, JdbcTemplate jdbc, Clock clock) {
        var settlements = new JdbcTransactionManager(Objects.requireNonNull(jdbc.getDataSource()));
        return new JpaLedger(entities, retried(transactions), jdbc, retried(settlements), clock);
    }

    private static LedgerTransactions retried(PlatformTransactionManager transactions) {
        return new LedgerTransactions(new TransactionTemplate(transactions), new HibernateJpaDialect());
    }

    @Bean
    CreditMetrics creditMetrics(MeterRegistry registry) {
        return new CreditMetrics(registry);
    }

    @Bean
    OnlineChargingFlow onlineCharging(Ledger ledger, OcsProperties ocs, CreditMetrics metrics, Clock clock) {
        return new OnlineChargingFlow(
                ledger, ocs.creditControl(), ocs.unknownUser(), ocs.defaultCredit(), metrics, clock);
    }

    @Bean
    DiameterServer diameterServer(DiameterNode diameter) {
        return diameter.server(Ro.APPLICATION);
    }

    @Bean
    RoNode roNode(DiameterServer server, OnlineChargingFlow flow, OcsProperties ocs, CreditMetrics metrics) {
        return new RoNode(server, new RoEndpoint(flow, ocs.validity(), ocs.currency(), metrics));
    }

    @Bean
    SchedulingConfigurer supervision(Ledger ledger, OcsProperties ocs, CreditMetrics metrics, Clock clock) {
        Supervision supervision = new Supervision(ledger, metrics, ocs.answersKept(), clock);
        return tasks -> tasks.addFixedDelayTask(supervision::sweep, ocs.sweep());
    }

    @Bean
    Records records(NamedParameterJdbcTemplate jdbc, PlatformTransactionManager transactions, Clock clock) {
        return new JdbcRecords(jdbc, new TransactionTemplate(transactions), clock);
    }

    @Bean
    ConcurrentMessageListenerContainer<String, byte[]> recordTopic(
            CdfProperties cdf, KafkaProperties kafka, Records records, MeterRegistry registry) {
        return RecordTopic.subscribe(
                cdf,
                kafka.buildConsumerProperties(),
                new RecordConsumer(records, registry),
                new MicrometerConsumerListener<>(registry));
    }
}
