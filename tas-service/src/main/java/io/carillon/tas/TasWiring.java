package io.carillon.tas;

import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.ro.Ro;
import io.carillon.diameter.sh.Sh;
import io.carillon.node.NodeIdentity;
import io.carillon.node.cdr.CdrSink;
import io.carillon.node.diameter.DiameterNode;
import io.carillon.node.directory.NodeRegistration;
import io.carillon.node.trace.TraceSink;
import io.carillon.sip.dialog.B2bua;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.SipStack;
import io.carillon.tas.adapter.diameter.RoCharging;
import io.carillon.tas.adapter.diameter.ShServiceData;
import io.carillon.tas.adapter.redis.RedisCalls;
import io.carillon.tas.adapter.redis.RedisServiceData;
import io.carillon.tas.adapter.sip.MessageNotices;
import io.carillon.tas.featurecode.FeatureCodes;
import io.carillon.tas.featurecode.NumberingPlan;
import io.carillon.tas.session.CallFlow;
import io.carillon.tas.session.Calls;
import io.carillon.tas.session.FeatureCodeFlow;
import io.carillon.tas.session.Notices;
import io.carillon.tas.session.ServedCall;
import io.carillon.tas.session.Succession;
import io.carillon.tas.session.TasNode;
import io.carillon.tas.simservs.ServiceData;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;
import tools.jackson.databind.json.JsonMapper;

/** Where the TAS's ports meet their adapters. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TasProperties.class)
class TasWiring {
    @Bean
    @ConditionalOnProperty(name = "carillon.tas.service-data.store", havingValue = "redis")
    ServiceData serviceData(StringRedisTemplate redis) {
        return new RedisServiceData(redis);
    }

    @Bean(name = "serviceData", destroyMethod = "close")
    @ConditionalOnProperty(name = "carillon.tas.service-data.store", havingValue = "hss", matchIfMissing = true)
    ShServiceData serviceDataOfTheHss(DiameterNode diameter, TasProperties properties, Clock clock) {
        return new ShServiceData(
                diameter.redirectedClient("hss", "slf", Sh.APPLICATION),
                properties.serviceData().sh(),
                clock);
    }

    @Bean
    Notices notices(SipStack stack, NodeIdentity self) {
        return new MessageNotices(stack, self.homeDomain());
    }

    @Bean(destroyMethod = "close")
    DiameterClient chargingClient(DiameterNode diameter) {
        return diameter.client("charging", Ro.APPLICATION).start();
    }

    /** The stack's timer thread must not wait, so the task gets a thread of its own. */
    @Bean
    ServedCall.Scheduler scheduler(SipStack stack) {
        return (task, delay) -> stack.schedule(() -> Thread.startVirtualThread(task), delay);
    }

    @Bean
    Calls calls(StringRedisTemplate redis, RedisMessageListenerContainer messages, JsonMapper json, NodeIdentity self) {
        messages.setPhase(NodeRegistration.PHASE); // while this node drains another may take a call from it
        return new RedisCalls(redis, messages, json, self.id());
    }

    @Bean
    ServedCall.Services services(
            DiameterClient chargingClient,
            ServiceData serviceData,
            Notices notices,
            Calls calls,
            CdrSink cdrs,
            Clock clock,
            ServedCall.Scheduler scheduler,
            TraceSink traces,
            NodeIdentity self,
            TasProperties properties) {
        return new ServedCall.Services(
                new RoCharging(chargingClient, properties.chargingDeadline(), clock),
                serviceData,
                notices,
                calls,
                cdrs,
                clock,
                scheduler,
                self.id(),
                properties.callWithoutCharging(),
                properties.rules(),
                traces);
    }

    @Bean
    B2bua b2bua(
            SipStack stack, ServedCall.Services services, NodeIdentity self, Clock clock, TasProperties properties) {
        var contact = "<sip:tas." + self.homeDomain() + ";node=" + self.id() + ">";
        return new B2bua(stack, CallFlow.recovery(services))
                .clock(clock)
                .sessions(properties.session(), properties.shortestSession())
                .contact(listener -> contact);
    }

    /** A call within the house is served twice, for its caller and for its callee. */
    @Bean
    MeterBinder callMeters(B2bua b2bua) {
        return meters -> Gauge.builder("active.calls", b2bua, B2bua::size)
                .description("Calls that this node serves")
                .register(meters);
    }

    @Bean(destroyMethod = "")
    Succession succession(SipStack stack, B2bua b2bua, ServedCall.Services services, TasProperties properties) {
        return new Succession(stack, b2bua, services, properties.lease());
    }

    /** Once the node can take requests. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> successionStart(Succession succession) {
        return ready -> succession.start();
    }

    @Bean
    SuccessionEnd successionEnd(Succession succession) {
        return new SuccessionEnd(succession);
    }

    @Bean
    RequestHandler core(
            SipStack stack, B2bua b2bua, ServedCall.Services services, NodeIdentity self, TasProperties properties) {
        var host = "tas." + self.homeDomain();
        var numbers = new NumberingPlan(self.homeDomain(), properties.countryCode());
        var codes = new FeatureCodeFlow(
                stack,
                host,
                self.id(),
                new FeatureCodes(properties.codes(), numbers, services.data()),
                services.notices());
        return new TasNode(stack, host, b2bua, new CallFlow(services, b2bua, codes), codes);
    }
}
