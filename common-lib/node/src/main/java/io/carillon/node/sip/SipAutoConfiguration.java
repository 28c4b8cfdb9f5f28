package io.carillon.node.sip;

import io.carillon.node.NodeAutoConfiguration;
import io.carillon.node.NodeIdentity;
import io.carillon.node.directory.AddressContribution;
import io.carillon.node.directory.DirectoryAutoConfiguration;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.health.FunctionalProbe;
import io.carillon.node.logging.CallLog;
import io.carillon.node.logging.LoggingAutoConfiguration;
import io.carillon.node.trace.TraceAutoConfiguration;
import io.carillon.node.trace.TraceContext;
import io.carillon.node.trace.TraceSink;
import io.carillon.sip.transaction.Lanes;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transaction.SipStackBuilder;
import io.carillon.sip.transport.FlowObserver;
import io.carillon.sip.transport.Gate;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Locator;
import io.carillon.sip.transport.PortRoles;
import io.carillon.sip.transport.Transport;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * A SIP stack for a node that has listening points. A service gives each point its {@link RequestHandler}: a bean named
 * like the point.
 */
@AutoConfiguration(
        after = {
            NodeAutoConfiguration.class,
            DirectoryAutoConfiguration.class,
            TraceAutoConfiguration.class,
            LoggingAutoConfiguration.class
        })
@ConditionalOnClass(SipStack.class)
@ConditionalOnBean(NodeDirectory.class)
public class SipAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @Conditional(HasPoints.class)
    @EnableConfigurationProperties({
        SipProperties.class,
        TlsProperties.class,
        ConnectionProperties.class,
        DnsProperties.class
    })
    static class Wires {
        private static final String CORE = "core";

        @Bean
        @ConditionalOnMissingBean(Locator.class)
        ClusterLocator clusterLocator(NodeDirectory directory, NodeIdentity self, DnsProperties dns, TlsProperties tls)
                throws UnknownHostException {
            return new ClusterLocator(
                    directory, self.homeDomain(), dns.locator(tls.settings().isPresent()));
        }

        @Bean
        SipTraces sipTraces(TraceSink sink, NodeIdentity self, ClusterLocator nodes, Clock clock) {
            return new SipTraces(sink, self, nodes, clock);
        }

        @Bean
        SipMeters sipMessageMeters(SipTraces traces, CallLog calls, MeterRegistry meters) {
            return new SipMeters(new SipCallLog(traces, calls), meters);
        }

        @Bean(destroyMethod = "")
        @ConditionalOnMissingBean
        SipStack sipStack(
                SipProperties properties,
                TlsProperties tls,
                ConnectionProperties connections,
                NodeIdentity self,
                Locator locator,
                SipMeters meters,
                CallLog calls,
                TraceSink traces,
                ObjectProvider<FlowObserver> flows,
                ObjectProvider<Gate> gate,
                ObjectProvider<ListeningPoint> more,
                ObjectProvider<PortRoles> roles)
                throws UnknownHostException {
            SipStackBuilder builder = SipStack.builder()
                    .locator(locator)
                    .observer(meters)
                    .answers(meters)
                    .transports(connections.settings(tls))
                    .flows(flows.getIfAvailable(() -> FlowObserver.NONE))
                    .gate(gate.getIfAvailable(() -> Gate.OPEN))
                    .timers(properties.timers())
                    .limits(properties.maxTransactions(), properties.maxTasks())
                    .ioThreads(properties.ioThreads())
                    .surroundings(surroundings(traces, calls));
            for (Map.Entry<String, SipProperties.Point> point :
                    properties.points().entrySet()) {
                builder.listen(listeningPoint(point.getKey(), point.getValue(), self, tls.serves()));
            }
            more.forEach(builder::listen);
            roles.ifAvailable(builder::roles);
            return builder.build();
        }

        /** Where nothing is traced, nobody collects what only a trace would say. */
        private static Lanes.Surroundings surroundings(TraceSink traces, CallLog calls) {
            return traces.enabled()
                    ? (callId, task) -> TraceContext.run(Set.of(callId), () -> calls.run(callId, task))
                    : calls::run;
        }

        private static List<ListeningPoint> listeningPoint(
                String name, SipProperties.Point point, NodeIdentity self, boolean certified)
                throws UnknownHostException {
            return ListeningPoints.of(name, point, self, certified);
        }

        @Bean
        SipWire sipWire(
                SipStack stack,
                SipProperties properties,
                ObjectProvider<ListeningPoint> more,
                ListableBeanFactory beans) {
            Set<String> points = new HashSet<>(properties.points().keySet());
            more.forEach(point -> points.add(point.name()));
            return new SipWire(stack, points, () -> beans.getBeansOfType(RequestHandler.class), properties.lastWords());
        }

        @Bean
        SipDrain sipDrain(SipStack stack, SipProperties properties) {
            return new SipDrain(stack, properties.drain(), properties.quiet(), properties.lastWords());
        }

        @Bean
        LostNodes lostNodes(NodeDirectory directory, SipStack stack) {
            return new LostNodes(directory, stack);
        }

        /** {@code core} is what the other nodes look for; the other points are found under their own names. */
        @Bean
        AddressContribution sipAddresses(SipStack stack, SipProperties properties) {
            return () -> {
                Map<String, String> addresses = new HashMap<>();
                properties
                        .points()
                        .keySet()
                        .forEach(name -> addresses.put(name.equals(CORE) ? "sip" : name, stack.sentBy(name)));
                return addresses;
            };
        }

        @Bean
        FunctionalProbe sipProbe(SipStack stack, SipProperties properties) {
            List<Supplier<InetSocketAddress>> sockets = new ArrayList<>();
            properties.points().forEach((name, point) -> {
                if (point.transports().contains(Transport.UDP)) {
                    sockets.add(() -> stack.address(name));
                }
            });
            return new SipProbe(sockets);
        }

        @Bean
        MeterBinder sipMeters(SipStack stack) {
            return meters -> {
                gauge(meters, "carillon.sip.inflight", stack, SipStack.Statistics::inFlight);
                gauge(meters, "carillon.sip.connections", stack, SipStack.Statistics::connections);
                counter(meters, "carillon.sip.connections.refused", stack, SipStack.Statistics::refusedConnections);
                gauge(meters, "carillon.sip.tasks", stack, SipStack.Statistics::laneTasks);
                gauge(meters, "carillon.sip.transactions.client", stack, SipStack.Statistics::clientTransactions);
                gauge(meters, "carillon.sip.transactions.server", stack, SipStack.Statistics::serverTransactions);
                counter(meters, "carillon.sip.retransmissions", stack, SipStack.Statistics::retransmissions);
                counter(meters, "carillon.sip.shed", stack, SipStack.Statistics::shed);
                counter(meters, "carillon.sip.strays", stack, SipStack.Statistics::strays);
                FunctionCounter.builder("carillon.sip.datagrams.dropped", stack, SipStack::droppedDatagrams)
                        .register(meters);
                counter(meters, "carillon.sip.malformed", stack, SipStack.Statistics::malformed);
            };
        }

        private static void gauge(
                MeterRegistry meters, String name, SipStack stack, ToDoubleFunction<SipStack.Statistics> value) {
            Gauge.builder(name, stack, from -> value.applyAsDouble(from.statistics()))
                    .register(meters);
        }

        private static void counter(
                MeterRegistry meters, String name, SipStack stack, ToDoubleFunction<SipStack.Statistics> value) {
            FunctionCounter.builder(name, stack, from -> value.applyAsDouble(from.statistics()))
                    .register(meters);
        }
    }

    /** A node may have the library on its class path and no SIP of its own. */
    static final class HasPoints extends SpringBootCondition {
        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            boolean any = Binder.get(context.getEnvironment())
                    .bind("carillon.sip.points", Bindable.mapOf(String.class, Object.class))
                    .isBound();
            return new ConditionOutcome(any, "carillon.sip.points " + (any ? "given" : "not given"));
        }
    }
}
