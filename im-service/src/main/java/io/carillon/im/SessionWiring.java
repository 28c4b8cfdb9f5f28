package io.carillon.im;

import io.carillon.im.charging.MessageCharging;
import io.carillon.im.imdn.Dispositions;
import io.carillon.im.large.Mailbox;
import io.carillon.im.pager.PagerFlow;
import io.carillon.im.policy.MessagePolicy;
import io.carillon.im.session.ChatLog;
import io.carillon.im.session.SessionFlow;
import io.carillon.im.store.History;
import io.carillon.msrp.MsrpEndpoint;
import io.carillon.msrp.MsrpSettings;
import io.carillon.msrp.MsrpTls;
import io.carillon.node.NodeIdentity;
import io.carillon.node.cdr.CdrSink;
import io.carillon.node.sip.TlsProperties;
import io.carillon.sip.dialog.B2bua;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.Transport;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sessions of messages: SIP and MSRP back to back. */
@Configuration(proxyBeanMethods = false)
class SessionWiring {
    private static final Duration INTERVAL = Duration.ofMinutes(30);
    private static final Duration SHORTEST = Duration.ofSeconds(90);

    @Bean(destroyMethod = "close")
    MsrpEndpoint msrpEndpoint(NodeIdentity self, ImProperties properties, TlsProperties tls, MeterRegistry meters)
            throws IOException {
        var msrp = properties.msrp();
        var host = self.host().indexOf(':') >= 0 ? "[" + self.host() + "]" : self.host();
        var bind = new InetSocketAddress(self.host(), msrp.port());
        var settings =
                MsrpSettings.at(bind, host).connections(msrp.connections()).patience(msrp.patience());
        var endpoint = new MsrpEndpoint(msrp.tls() ? settings.tls(certified(tls)) : settings).start();
        meters.gauge("carillon.im.msrp.connections", endpoint, MsrpEndpoint::connections);
        return endpoint;
    }

    private static MsrpTls certified(TlsProperties tls) throws IOException {
        var own = tls.identities().stream()
                .findFirst()
                .orElseThrow(() -> new IOException("carillon.im.msrp.tls needs carillon.sip.tls.identities"));
        return MsrpTls.of(own.certificate(), own.key(), tls.trust());
    }

    @Bean
    SessionFlow sessionFlow(
            SipStack stack,
            MsrpEndpoint endpoint,
            History history,
            Dispositions dispositions,
            Mailbox mailbox,
            PagerFlow pager,
            MessagePolicy policy,
            MessageCharging charging,
            CdrSink cdrs,
            NodeIdentity self,
            ImProperties properties,
            MeterRegistry meters,
            Clock clock) {
        var surroundings = new SessionFlow.Surroundings(
                mailbox,
                () -> Hop.tcp(stack.address("core", Transport.TCP)),
                pager::isOwn,
                pager::passOn,
                policy,
                charging,
                cdrs,
                properties.messagesWithoutCharging(),
                self.id());
        // Its calls are of this node, as its connections are: a Contact that names the node itself.
        var b2bua = new B2bua(stack).clock(clock).sessions(INTERVAL, SHORTEST);
        var msrp = properties.msrp();
        var flow = new SessionFlow(
                b2bua,
                endpoint,
                new ChatLog(history, dispositions),
                clock,
                msrp.mostOctets(),
                msrp.connections() / 2,
                surroundings);
        meters.gauge("carillon.im.sessions", flow, SessionFlow::size);
        return flow;
    }
}
