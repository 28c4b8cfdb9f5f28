package io.carillon.sbc;

import io.carillon.node.NodeIdentity;
import io.carillon.node.cdr.CdrSink;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.redis.RedisTracking;
import io.carillon.node.trace.TraceSink;
import io.carillon.sbc.adapter.ng.NgAnchor;
import io.carillon.sbc.adapter.ng.NgTraces;
import io.carillon.sbc.adapter.redis.RedisAccessUsers;
import io.carillon.sbc.adapter.redis.RedisCalls;
import io.carillon.sbc.adapter.redis.RedisWatches;
import io.carillon.sbc.media.DirectMedia;
import io.carillon.sbc.media.ForbiddenMedia;
import io.carillon.sbc.media.MediaAnchor;
import io.carillon.sbc.msrp.MsrpAnchor;
import io.carillon.sbc.pcscf.AccessUsers;
import io.carillon.sbc.pcscf.Border;
import io.carillon.sbc.pcscf.CallRelease;
import io.carillon.sbc.pcscf.Calls;
import io.carillon.sbc.pcscf.Departures;
import io.carillon.sbc.pcscf.DialogFlow;
import io.carillon.sbc.pcscf.Lines;
import io.carillon.sbc.pcscf.LostFlows;
import io.carillon.sbc.pcscf.PcscfNode;
import io.carillon.sbc.pcscf.Reanchoring;
import io.carillon.sbc.pcscf.Records;
import io.carillon.sbc.pcscf.RegisterFlow;
import io.carillon.sbc.pcscf.RegistrationWatch;
import io.carillon.sbc.pcscf.SessionFlow;
import io.carillon.sbc.pcscf.SessionMedia;
import io.carillon.sbc.pcscf.SessionMedia.Rules;
import io.carillon.sbc.pcscf.SignallingPaths;
import io.carillon.sbc.pcscf.StandIn;
import io.carillon.sbc.pcscf.Watchfulness;
import io.carillon.sbc.policy.PolicyFunction;
import io.carillon.sbc.security.ProtectedPaths;
import io.carillon.sbc.security.SecurityAgreement;
import io.carillon.sdp.ng.NgClient;
import io.carillon.sip.admission.Firewall;
import io.carillon.sip.proxy.Proxy;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.FlowObserver;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Where the border's ports meet their adapters. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SbcProperties.class)
class SbcWiring {
    @Bean
    Border border(
            SipStack stack, ProtectedPaths paths, Firewall firewall, NodeIdentity self, SbcProperties properties) {
        return new Border(stack, paths, firewall, self.homeDomain(), self.id(), properties.accessName());
    }

    @Bean
    Proxy proxy(SipStack stack) {
        return new Proxy(stack, Set.of("sec-agree", "privacy"));
    }

    /** What this border asks for with every message. */
    @Bean
    RedisTracking tracking(StringRedisTemplate redis) {
        return new RedisTracking(redis, RedisCalls.KEY, RedisAccessUsers.FLOW);
    }

    @Bean
    AccessUsers accessUsers(
            StringRedisTemplate redis, RedisTracking tracking, SbcProperties properties, JsonMapper json) {
        return new RedisAccessUsers(redis, tracking.memory(properties.remembered()), json);
    }

    @Bean
    FlowObserver lostFlows(AccessUsers users) {
        return new LostFlows(users);
    }

    @Bean(destroyMethod = "close")
    NgClient ngClient(NodeIdentity self, TraceSink traces, NodeDirectory directory, Clock clock) {
        return NgClient.open(new InetSocketAddress(self.host(), 0), new NgTraces(traces, self, directory, clock));
    }

    @Bean
    Calls calls(
            StringRedisTemplate redis, RedisTracking tracking, JsonMapper json, SbcProperties properties, Clock clock) {
        return new RedisCalls(redis, tracking.memory(properties.remembered()), json, properties.mediaWatch(), clock);
    }

    @Bean
    NgAnchor mediaAnchor(NgClient ng, NodeDirectory directory, SbcProperties properties, Clock clock) {
        return new NgAnchor(ng, directory, properties.relayDeadline(), clock);
    }

    /** What carries media that are no messages. */
    record Relays(MediaAnchor anchor) {}

    @Bean
    Relays relays(NgAnchor anchored, SbcProperties properties) {
        return new Relays(properties.anchorMedia() ? anchored : new DirectMedia());
    }

    @Bean
    Records records(CdrSink sink, NodeIdentity self, Clock clock) {
        return new Records(sink, self.id(), clock);
    }

    @Bean
    SessionMedia sessionMedia(MsrpAnchor anchor, PolicyFunction policy, SbcProperties properties, Records records) {
        var rules = new Rules(
                properties.policyRefusal(),
                properties.policyAbsence(),
                properties.coreMedia(),
                new ForbiddenMedia(properties.coreNetworks()));
        return new SessionMedia(anchor, policy, rules, records);
    }

    @Bean
    StandIn standIn(Border border) {
        return new StandIn(border);
    }

    @Bean
    CallRelease callRelease(Border border, Calls calls, SessionMedia media, StandIn standIn) {
        return new CallRelease(border, calls, media, standIn);
    }

    @Bean
    SignallingPaths signallingPaths(
            AccessUsers users, Calls calls, PolicyFunction policy, NodeDirectory directory, NodeIdentity self) {
        return new SignallingPaths(
                users,
                calls,
                policy,
                node -> node.equals(self.id()) || directory.find("sbc", node).isPresent());
    }

    @Bean
    Departures departures(
            Border border, AccessUsers users, SecurityAgreement security, SignallingPaths signallingPaths) {
        return new Departures(border, users, security, signallingPaths);
    }

    @Bean
    RegistrationWatch registrationWatch(
            Border border, AccessUsers users, StringRedisTemplate redis, JsonMapper json, Departures departures) {
        return new RegistrationWatch(border, users, new RedisWatches(redis, json), departures);
    }

    @Bean
    RegisterFlow registerFlow(
            Border border,
            AccessUsers users,
            SecurityAgreement security,
            Departures departures,
            RegistrationWatch registrations,
            SignallingPaths paths,
            SbcProperties properties,
            Proxy proxy) {
        var watchfulness = new Watchfulness(
                Optional.of(registrations).filter(ignored -> properties.watchRegistrations()),
                Optional.of(paths).filter(ignored -> properties.watchSignallingPaths()),
                users);
        var lines = properties.lines().stream()
                .collect(
                        Collectors.toMap(SbcProperties.Line::address, each -> Lines.value(each.access(), each.name())));
        return new RegisterFlow(border, users, security, new Lines(lines), departures, watchfulness, proxy);
    }

    @Bean
    SessionFlow sessionFlow(
            Border border,
            AccessUsers users,
            Calls calls,
            SessionMedia media,
            CallRelease release,
            SignallingPaths signalling,
            Records records,
            Proxy proxy) {
        return new SessionFlow(border, users, calls, media, release, signalling, records, proxy);
    }

    @Bean
    DialogFlow dialogFlow(
            Border border, AccessUsers users, Calls calls, SessionMedia media, Reanchoring reanchoring, Proxy proxy) {
        return new DialogFlow(border, users, calls, media, reanchoring, proxy);
    }

    /** Named like the listening points whose requests they take. */
    @Bean(Border.ACCESS)
    RequestHandler access(
            Border border,
            RegisterFlow register,
            SessionFlow sessions,
            DialogFlow dialogs,
            RegistrationWatch registrations,
            SecurityAgreement security) {
        return new PcscfNode(border, register, sessions, dialogs, registrations, security, true);
    }

    @Bean(ProtectedPaths.SERVER)
    RequestHandler protectedAccess(
            Border border,
            RegisterFlow register,
            SessionFlow sessions,
            DialogFlow dialogs,
            RegistrationWatch registrations,
            SecurityAgreement security) {
        return new PcscfNode(border, register, sessions, dialogs, registrations, security, true);
    }

    @Bean(Border.CORE)
    RequestHandler core(
            Border border,
            RegisterFlow register,
            SessionFlow sessions,
            DialogFlow dialogs,
            RegistrationWatch registrations,
            SecurityAgreement security) {
        return new PcscfNode(border, register, sessions, dialogs, registrations, security, false);
    }
}
