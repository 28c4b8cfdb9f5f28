package io.carillon.im;

import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.ro.Ro;
import io.carillon.im.adapter.diameter.RoMessageCharging;
import io.carillon.im.adapter.hbase.HbaseHistory;
import io.carillon.im.adapter.hbase.HbaseOutbox;
import io.carillon.im.adapter.hbase.HbaseProperties;
import io.carillon.im.adapter.hbase.HbaseTables;
import io.carillon.im.adapter.redis.RedisAliases;
import io.carillon.im.adapter.redis.RedisSchedule;
import io.carillon.im.application.ApplicationMessages;
import io.carillon.im.charging.MessageCharging;
import io.carillon.im.delivery.Courier;
import io.carillon.im.delivery.Dispatch;
import io.carillon.im.delivery.Endings;
import io.carillon.im.delivery.Intake;
import io.carillon.im.delivery.Outbox;
import io.carillon.im.delivery.Reception;
import io.carillon.im.delivery.Recovery;
import io.carillon.im.delivery.Registrations;
import io.carillon.im.delivery.RetryPlan;
import io.carillon.im.delivery.Schedule;
import io.carillon.im.imdn.Dispositions;
import io.carillon.im.large.LargeDelivery;
import io.carillon.im.large.Mailbox;
import io.carillon.im.pager.PagerFlow;
import io.carillon.im.policy.MessagePolicy;
import io.carillon.im.session.SessionFlow;
import io.carillon.im.smsip.Commands;
import io.carillon.im.smsip.DeliveryReports;
import io.carillon.im.smsip.Numbering;
import io.carillon.im.smsip.ServiceCentre;
import io.carillon.im.smsip.SmsFlow;
import io.carillon.im.smsip.Submissions;
import io.carillon.im.store.Aliases;
import io.carillon.im.store.History;
import io.carillon.node.NodeIdentity;
import io.carillon.node.cdr.CdrSink;
import io.carillon.node.diameter.DiameterNode;
import io.carillon.node.trace.TraceSink;
import io.carillon.sip.dialog.UserAgent;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.SipStack;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ApplicationContextEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Where the messaging server's ports meet their adapters. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ImProperties.class, HbaseProperties.class})
class ImWiring {
    @Bean(destroyMethod = "close")
    HbaseTables hbaseTables(HbaseProperties properties, ImProperties im, MeterRegistry meters) {
        return new HbaseTables(properties)
                .telling((table, operation) -> meters.counter(
                                "carillon.im.hbase", "table", table, "operation", operation)
                        .increment())
                .indexing(im.files().store().equals("fastdfs"))
                .start();
    }

    @Bean
    History history(HbaseTables tables) {
        return new HbaseHistory(tables);
    }

    @Bean
    Outbox outbox(HbaseTables tables, JsonMapper json, Clock clock) {
        return new HbaseOutbox(tables, json, clock);
    }

    @Bean
    Schedule schedule(StringRedisTemplate redis) {
        return new RedisSchedule(redis);
    }

    @Bean
    Aliases aliases(StringRedisTemplate redis) {
        return new RedisAliases(redis);
    }

    @Bean(destroyMethod = "close")
    DiameterClient chargingClient(DiameterNode diameter) {
        return diameter.client("charging", Ro.APPLICATION).start();
    }

    @Bean
    ServiceCentre serviceCentre(NodeIdentity self, ImProperties properties) {
        return new ServiceCentre(properties.serviceCentre(), "sip:smsc@im." + self.homeDomain(), properties.zone());
    }

    @Bean
    Numbering numbering(NodeIdentity self, ImProperties properties) {
        return new Numbering(self.homeDomain(), properties.countryCode());
    }

    @Bean
    Dispatch dispatch(SipStack stack, NodeIdentity self, ServiceCentre centre) {
        return new Dispatch(stack, self.homeDomain(), centre.uri(), centre::relayed);
    }

    @Bean
    Endings endings(
            Outbox outbox,
            History history,
            Schedule schedule,
            CdrSink cdrs,
            MeterRegistry meters,
            NodeIdentity self,
            ServiceCentre centre,
            Mailbox.Leftovers leftovers) {
        return new Endings(outbox, history, schedule, cdrs, meters, self.id(), centre::statusReport, leftovers::remove);
    }

    @Bean(destroyMethod = "close")
    Courier courier(
            Outbox outbox,
            Schedule schedule,
            LargeDelivery carrier,
            Endings endings,
            ImProperties properties,
            TraceSink traces,
            Clock clock) {
        var settings = new Courier.Settings(
                properties.answer(),
                properties.report(),
                properties.files().transfer(),
                properties.telling(),
                properties.lease(),
                properties.poll(),
                properties.deliveries(),
                new RetryPlan(properties.retries()));
        return new Courier(outbox, schedule, carrier, endings, settings, traces, clock);
    }

    /** Deliveries begin when the SIP sockets are open, and end before these close. */
    @Bean
    ApplicationListener<ApplicationContextEvent> deliveries(Courier courier) {
        return event -> {
            if (event instanceof ContextRefreshedEvent) {
                courier.start();
            } else if (event instanceof ContextClosedEvent) {
                courier.close();
            }
        };
    }

    @Bean
    MessageCharging messageCharging(
            DiameterClient chargingClient, NodeIdentity self, ImProperties properties, Clock clock) {
        return new RoMessageCharging(chargingClient, self.homeDomain(), properties.chargingDeadline(), clock);
    }

    @Bean
    Intake intake(
            Outbox outbox,
            History history,
            Endings endings,
            MessageCharging charging,
            MessagePolicy policy,
            ImProperties properties,
            Clock clock) {
        return new Intake(outbox, history, charging, endings, policy, properties.messagesWithoutCharging(), clock);
    }

    @Bean
    SmsFlow smsFlow(
            SipStack stack,
            Intake intake,
            Reception reception,
            Outbox outbox,
            Endings endings,
            Courier courier,
            Dispatch dispatch,
            Aliases aliases,
            ServiceCentre centre,
            Numbering numbering,
            ImProperties properties,
            Clock clock) {
        return new SmsFlow(
                new Submissions(intake, outbox, endings, reception, centre, numbering, properties.validity(), clock),
                new Commands(outbox, endings, centre, numbering, clock),
                new DeliveryReports(
                        outbox, endings, courier, clock, properties.retries().getLast()),
                centre,
                dispatch,
                aliases,
                courier,
                stack.lanes(),
                clock);
    }

    @Bean
    ApplicationMessages applicationMessages(
            MessageCharging charging,
            History history,
            Outbox outbox,
            Endings endings,
            Schedule schedule,
            Courier courier,
            ServiceCentre centre,
            ImProperties properties,
            Clock clock) {
        var intake = new Intake(
                outbox, history, charging, endings, MessagePolicy.NONE, properties.messagesWithoutCharging(), clock);
        return new ApplicationMessages(
                intake, outbox, endings, schedule, courier, centre, properties.validity(), clock);
    }

    @Bean
    PagerFlow pagerFlow(
            SipStack stack,
            Intake intake,
            Reception reception,
            Outbox outbox,
            Schedule schedule,
            Dispatch dispatch,
            Courier courier,
            Endings endings,
            Dispositions dispositions,
            ImProperties properties,
            Clock clock) {
        var settings = new PagerFlow.Settings(
                properties.mostOctets(), properties.senderPatience(), properties.answer(), properties.validity());
        return new PagerFlow(
                stack, intake, reception, outbox, schedule, dispatch, courier, endings, dispositions, settings, clock);
    }

    @Bean
    RequestHandler core(
            SipStack stack,
            NodeIdentity self,
            SmsFlow sms,
            PagerFlow pager,
            SessionFlow sessions,
            Aliases aliases,
            Courier courier,
            UserAgent agent,
            Mailbox mailbox,
            Clock clock) {
        agent.onCall(mailbox::take);
        return new ImNode(
                stack,
                "im." + self.homeDomain(),
                sms,
                pager,
                sessions,
                new Registrations(aliases, courier, clock),
                agent);
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService recoveryTimer(Outbox outbox, Schedule schedule, ImProperties properties, Clock clock) {
        var recovery = new Recovery(outbox, schedule, properties.recovery(), clock);
        var timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("recovery").factory());
        timer.scheduleWithFixedDelay(recovery::tick, 5, 5, TimeUnit.SECONDS);
        return timer;
    }
}
