package io.carillon.cscf;

import io.carillon.cscf.adapter.diameter.CxHss;
import io.carillon.cscf.adapter.diameter.CxPushes;
import io.carillon.cscf.adapter.dns.DnsTraces;
import io.carillon.cscf.adapter.dns.EnumNumbers;
import io.carillon.cscf.adapter.redis.RedisAttempts;
import io.carillon.cscf.adapter.redis.RedisAudit;
import io.carillon.cscf.adapter.redis.RedisBindings;
import io.carillon.cscf.adapter.redis.RedisChallenges;
import io.carillon.cscf.adapter.redis.RedisDossiers;
import io.carillon.cscf.adapter.redis.RedisSentOn;
import io.carillon.cscf.adapter.redis.RedisSessions;
import io.carillon.cscf.adapter.redis.RedisWatchers;
import io.carillon.cscf.hss.HomeSubscribers;
import io.carillon.cscf.icscf.Decoy;
import io.carillon.cscf.icscf.IcscfRegisterFlow;
import io.carillon.cscf.icscf.ScscfSelection;
import io.carillon.cscf.ifc.SharedCriteria;
import io.carillon.cscf.scscf.Audience;
import io.carillon.cscf.scscf.Audit;
import io.carillon.cscf.scscf.Authentication;
import io.carillon.cscf.scscf.Bindings;
import io.carillon.cscf.scscf.ExpiryWatch;
import io.carillon.cscf.scscf.Gruus;
import io.carillon.cscf.scscf.HssInitiated;
import io.carillon.cscf.scscf.LostRegistrations;
import io.carillon.cscf.scscf.MediaProfiles;
import io.carillon.cscf.scscf.NetworkDeregistration;
import io.carillon.cscf.scscf.OriginatingFlow;
import io.carillon.cscf.scscf.RegisterAnswer;
import io.carillon.cscf.scscf.RegisterFlow;
import io.carillon.cscf.scscf.RegistrationCounts;
import io.carillon.cscf.scscf.ScscfFlows;
import io.carillon.cscf.scscf.TerminatingFlow;
import io.carillon.cscf.scscf.ThirdPartyRegistration;
import io.carillon.cscf.scscf.accounting.SessionRecords;
import io.carillon.cscf.scscf.accounting.Sessions;
import io.carillon.cscf.scscf.regevent.Notifier;
import io.carillon.cscf.scscf.regevent.RegEventFlow;
import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.cx.Cx;
import io.carillon.node.NodeIdentity;
import io.carillon.node.cdr.CdrSink;
import io.carillon.node.diameter.DiameterNode;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.redis.RedisTracking;
import io.carillon.node.trace.TraceSink;
import io.carillon.sip.proxy.Proxy;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.SipStack;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Where the CSCF's ports meet their adapters. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CscfProperties.class)
class CscfWiring {
    @Bean
    HomeNetwork homeNetwork(NodeIdentity self) {
        return new HomeNetwork(self.homeDomain(), self.id());
    }

    @Bean
    SharedCriteria sharedCriteria(CscfProperties properties) {
        return SharedCriteria.read(properties.sharedCriteria());
    }

    @Bean
    MediaProfiles mediaProfiles(CscfProperties properties, HomeNetwork home) {
        var profiles = properties.mediaProfiles().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        each -> new MediaProfiles.MediaProfile(
                                each.getValue().media(), each.getValue().codecs())));
        return new MediaProfiles(profiles, home.scscf().host());
    }

    /** What this node asks for with every call. */
    @Bean
    RedisTracking tracking(StringRedisTemplate redis) {
        return new RedisTracking(redis, RedisBindings.KEY, RedisSessions.KEY);
    }

    @Bean
    RedisBindings bindings(
            StringRedisTemplate redis,
            RedisTracking tracking,
            CscfProperties properties,
            JsonMapper json,
            SharedCriteria shared,
            Clock clock) {
        return new RedisBindings(redis, tracking.memory(properties.remembered()), json, shared, clock);
    }

    /** Every cscf tells the same number: the bindings are the cluster's. */
    @Bean
    MeterBinder registrationMeters(Bindings bindings) {
        return meters -> Gauge.builder("active.registrations", bindings, each -> {
                    try {
                        return each.devices();
                    } catch (RuntimeException e) {
                        return Double.NaN; // the store is away, which its users have said already
                    }
                })
                .description("Devices registered in the whole cluster")
                .register(meters);
    }

    @Bean(destroyMethod = "close")
    DiameterClient hssClient(DiameterNode diameter, Bindings bindings, Audience audience) {
        var pushes = new CxPushes(new HssInitiated(bindings, audience));
        return pushes.taking(diameter.redirectedClient("hss", "slf", Cx.APPLICATION))
                .start();
    }

    @Bean
    RegEventFlow regEventFlow(
            SipStack stack,
            StringRedisTemplate redis,
            JsonMapper json,
            Bindings bindings,
            Gruus gruus,
            HomeNetwork home,
            Clock clock) {
        var watchers = new RedisWatchers(redis, json, clock);
        return new RegEventFlow(watchers, bindings, new Notifier(stack, watchers, gruus, clock), home, clock);
    }

    @Bean
    LostRegistrations lostRegistrations(HomeSubscribers hss, Bindings bindings, Clock clock) {
        return new LostRegistrations(hss, bindings, clock);
    }

    @Bean
    NetworkDeregistration networkDeregistration(
            HomeSubscribers hss, Bindings bindings, Audience audience, Clock clock) {
        return new NetworkDeregistration(hss, bindings, audience, clock);
    }

    @Bean
    Audit audit(StringRedisTemplate redis, JsonMapper json, HomeNetwork home, Clock clock) {
        return new RedisAudit(redis, json, home, clock);
    }

    @Bean
    Gruus gruus(@Value("${carillon.admin.secret}") String secret) {
        return new Gruus(secret.strip().getBytes(StandardCharsets.US_ASCII));
    }

    @Bean
    Authentication authentication(
            HomeSubscribers hss,
            StringRedisTemplate redis,
            JsonMapper json,
            RedisBindings bindings,
            Audit audit,
            CscfProperties properties,
            Clock clock) {
        var failures = properties.failures();
        var limits = new RedisAttempts.Limits(failures.ofIdentity(), failures.ofSource(), failures.within());
        var challenges = new RedisChallenges(redis, json);
        var attempts = new RedisAttempts(redis, limits);
        return new Authentication(
                hss,
                challenges,
                new RedisDossiers(redis, challenges, attempts, bindings),
                bindings,
                attempts,
                audit,
                properties.challengeAgain(),
                properties.bundledAuthentication(),
                clock);
    }

    @Bean
    Audience audience(SipStack stack, RegEventFlow state, HomeNetwork home, Clock clock) {
        return new Audience(new ThirdPartyRegistration(stack, home, clock), state);
    }

    @Bean
    HomeSubscribers homeSubscribers(
            DiameterClient hssClient, HomeNetwork home, CscfProperties properties, SharedCriteria shared) {
        return new CxHss(hssClient, home, properties.hssDeadline(), !shared.isEmpty());
    }

    @Bean
    Sessions sessions(
            StringRedisTemplate redis,
            RedisTracking tracking,
            CscfProperties properties,
            JsonMapper json,
            Clock clock) {
        return new RedisSessions(redis, tracking.memory(properties.remembered()), json, clock);
    }

    @Bean
    SessionRecords sessionRecords(
            Sessions sessions,
            CdrSink sink,
            HomeNetwork home,
            SipStack stack,
            NodeDirectory directory,
            CscfProperties properties,
            Clock clock) {
        return new SessionRecords(
                sessions,
                sink,
                home,
                stack.lanes(),
                clock,
                node -> node.equals(home.nodeId())
                        || directory.find("cscf", node).isPresent(),
                properties.records());
    }

    @Bean
    ScscfSelection scscfSelection(HomeNetwork home, CscfProperties properties) {
        var own = new ScscfSelection.Candidate(home.scscf().toString(), properties.capabilities());
        var others = properties.others().stream()
                .map(each -> new ScscfSelection.Candidate(each.name(), each.capabilities()));
        return new ScscfSelection(Stream.concat(Stream.of(own), others).toList());
    }

    @Bean
    RequestHandler core(
            SipStack stack,
            HomeNetwork home,
            HomeSubscribers hss,
            ScscfSelection selection,
            Bindings bindings,
            LostRegistrations lost,
            Audience audience,
            NetworkDeregistration network,
            RegEventFlow watching,
            Authentication authentication,
            Gruus gruus,
            MediaProfiles media,
            NodeDirectory directory,
            TraceSink traces,
            NodeIdentity self,
            SessionRecords records,
            StringRedisTemplate redis,
            CscfProperties properties,
            MeterRegistry meters,
            Clock clock) {
        var sentOn = new RedisSentOn(redis);
        var proxy = new Proxy(stack, Set.of("privacy"));
        var answer = new RegisterAnswer(home, gruus, clock);
        var registrar = new RegisterFlow(
                hss,
                authentication,
                bindings,
                lost,
                audience,
                network,
                answer,
                new RegistrationCounts(meters),
                new RegisterFlow.Lifetimes(
                        properties.minExpires(), properties.defaultExpires(), properties.maxExpires()),
                clock);
        var register = new IcscfRegisterFlow(
                hss, selection, registrar, new Decoy(properties.digestAlgorithms()), home, proxy, stack.locator());
        var terminating = new TerminatingFlow(
                hss, selection, bindings, lost, watching, gruus, media, home, stack.locator(), sentOn);
        var numbers = new EnumNumbers(
                directory, properties.enumSuffix(), properties.enumDeadline(), new DnsTraces(traces, self, clock));
        var originating =
                new OriginatingFlow(bindings, lost, numbers, terminating, media, home, stack.locator(), sentOn);
        return new CscfNode(
                stack, proxy, home, register, new ScscfFlows(originating, terminating), watching, media, records);
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService expiryTimer(
            Bindings bindings,
            HomeSubscribers hss,
            Audience audience,
            RegEventFlow watching,
            SessionRecords records,
            Clock clock) {
        var watch = new ExpiryWatch(bindings, hss, audience, clock);
        var timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("expiry").factory());
        var looks = List.<Runnable>of(watch::tick, watching::tick, records::tick);
        timer.scheduleWithFixedDelay(() -> looks.forEach(Guarded::run), 1, 2, TimeUnit.SECONDS);
        return timer;
    }
}
