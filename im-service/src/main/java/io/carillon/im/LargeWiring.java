package io.carillon.im;

import io.carillon.im.adapter.disk.DiskObjects;
import io.carillon.im.adapter.fastdfs.FastDfsObjects;
import io.carillon.im.adapter.fastdfs.FastDfsProperties;
import io.carillon.im.adapter.hbase.HbaseObjectIndex;
import io.carillon.im.adapter.hbase.HbaseTables;
import io.carillon.im.adapter.s3.S3Objects;
import io.carillon.im.adapter.s3.S3Properties;
import io.carillon.im.application.WebHooks;
import io.carillon.im.delivery.Courier;
import io.carillon.im.delivery.Dispatch;
import io.carillon.im.delivery.Intake;
import io.carillon.im.delivery.Schedule;
import io.carillon.im.files.Contents;
import io.carillon.im.files.ObjectStore;
import io.carillon.im.large.LargeDelivery;
import io.carillon.im.large.Mailbox;
import io.carillon.im.smsip.Numbering;
import io.carillon.im.store.StoreAway;
import io.carillon.msrp.MsrpEndpoint;
import io.carillon.node.NodeIdentity;
import io.carillon.node.NodeProperties;
import io.carillon.sip.dialog.UserAgent;
import io.carillon.sip.transaction.SipStack;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Large messages and files: taken in for who is away, kept, handed over. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({S3Properties.class, FastDfsProperties.class})
class LargeWiring {
    private static final Logger LOG = LoggerFactory.getLogger(LargeWiring.class);
    private static final Duration SWEEP = Duration.ofHours(1);

    @Bean
    @ConditionalOnMissingBean
    ObjectStore objects(
            ImProperties properties,
            NodeProperties node,
            S3Properties s3,
            FastDfsProperties fastDfs,
            HbaseTables tables,
            Clock clock) {
        var folder = properties.files().folder();
        return switch (properties.files().store()) {
            case "s3" -> new S3Objects(s3);
            case "fastdfs" -> new FastDfsObjects(fastDfs, new HbaseObjectIndex(tables), clock);
            default -> new DiskObjects(folder.isEmpty() ? node.dataDir().resolve("files") : Path.of(folder));
        };
    }

    @Bean
    Contents contents(ObjectStore objects) {
        return new Contents(objects);
    }

    /** What a node that died left behind: older than any message that is still kept. */
    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService sweeper(Contents contents, ImProperties properties, Clock clock) {
        var timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("sweeper").factory());
        var kept = properties.validity().plusDays(1);
        timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        contents.sweep(clock.instant().minus(kept));
                    } catch (StoreAway e) {
                        LOG.info("Nothing is swept: {}", e.why());
                    }
                },
                SWEEP.toSeconds(),
                SWEEP.toSeconds(),
                TimeUnit.SECONDS);
        return timer;
    }

    @Bean
    Mailbox.Leftovers leftovers(Contents contents, JsonMapper json) {
        return new Mailbox.Leftovers(contents, json);
    }

    /** Calls of our own: to phones that get what is kept, and in the place of who is away. */
    @Bean
    UserAgent agent(SipStack stack) {
        return new UserAgent(stack, "core", () -> "<sip:" + stack.sentBy("core") + ">");
    }

    @Bean
    LargeDelivery largeDelivery(
            SipStack stack,
            UserAgent agent,
            MsrpEndpoint endpoint,
            Contents contents,
            Dispatch dispatch,
            Numbering numbering,
            NodeIdentity self,
            ImProperties properties,
            JsonMapper json,
            Clock clock) {
        var others =
                new WebHooks(properties.applications(), numbering, dispatch, json, properties.hookDeadline(), clock);
        var settings = new LargeDelivery.Settings(
                "<sip:icscf." + self.homeDomain() + ";lr>",
                properties.msrp().mostOctets(),
                properties.answer(),
                properties.msrp().patience(),
                properties.files().transfer());
        return new LargeDelivery(others, agent, stack, endpoint, contents, json, settings);
    }

    @Bean
    Mailbox mailbox(
            MsrpEndpoint endpoint,
            Contents contents,
            Intake intake,
            Schedule schedule,
            Courier courier,
            ImProperties properties,
            JsonMapper json,
            Clock clock) {
        var settings = new Mailbox.Settings(
                properties.msrp().mostOctets(),
                properties.validity(),
                properties.retries().getFirst());
        return new Mailbox(endpoint, contents, intake, schedule, courier, json, settings, clock);
    }
}
