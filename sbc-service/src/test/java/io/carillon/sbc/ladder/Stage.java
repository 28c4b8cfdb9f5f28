package io.carillon.sbc.ladder;

import static io.carillon.sip.message.Method.REGISTER;
import static org.awaitility.Awaitility.await;

import io.carillon.node.admin.AdminSecret;
import io.carillon.node.cdr.CdrSink;
import io.carillon.node.cdr.MemoryCdrs;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.sbc.SbcApplication;
import io.carillon.sbc.pcscf.CallWatch;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Transport;
import io.carillon.stores.TestStores;
import io.carillon.testkit.Ue;
import io.carillon.testkit.UeBuilder;
import io.carillon.testkit.ladder.FakeDiameterPeer;
import io.carillon.testkit.ladder.FakeRelay;
import io.carillon.testkit.ladder.FakeSipPeer;
import io.carillon.testkit.ladder.Ladder;
import io.carillon.testkit.ladder.WatchedUe;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.data.redis.core.StringRedisTemplate;

/** A whole border as it is deployed, over a real Redis and a real ZooKeeper: real phones, a fake core behind. */
final class Stage implements AutoCloseable {
    static final String HOME = "ims.mnc001.mcc001.3gppnetwork.org";
    static final String SERVICE_ROUTE = "<sip:orig@scscf." + HOME + ";lr>";
    private static final AtomicInteger PHONES = new AtomicInteger();

    final Ladder ladder = Ladder.around("SBC");
    final FakeSipPeer cscf = ladder.sipPeer("CSCF");
    final FakeRelay relay = ladder.relay("RTPPROXY");
    final FakeDiameterPeer pcrf = ladder.pcrf("PCRF", "lab-1." + HOME, HOME);
    final WatchedUe ue = ladder.watch("UE");
    private final ConfigurableApplicationContext node;

    Stage() {
        this(context -> {});
    }

    /** @param before what stands in the node before it starts */
    Stage(Consumer<GenericApplicationContext> before, String... more) {
        var zooKeeper = TestStores.zooKeeper();
        var redis = TestStores.redis();
        var arguments = new ArrayList<>(List.of(
                "--carillon.node.id=sbc-1",
                "--carillon.home-domain=" + HOME,
                "--carillon.data-dir=target/run/ladder",
                "--carillon.sip.points.access.port=0",
                "--carillon.sip.points.core.port=0",
                "--carillon.sbc.msrp.port=0",
                "--carillon.sbc.msrp.tls-port=0",
                "--carillon.sip.drain=100ms",
                "--carillon.sbc.media-watch=0s",
                "--carillon.sbc.watch-registrations=false",
                "--carillon.sbc.watch-signalling-paths=false",
                "--carillon.trace.enabled=false",
                "--carillon.directory.root=/carillon/ladder-" + UUID.randomUUID(),
                "--carillon.directory.drain-pause=10ms",
                "--carillon.admin.secret=" + AdminSecret.generate().toBase64(),
                "--server.port=0",
                "--spring.cloud.zookeeper.connect-string=" + zooKeeper.getHostString() + ":" + zooKeeper.getPort(),
                "--spring.data.redis.host=" + redis.getHostString(),
                "--spring.data.redis.port=" + redis.getPort()));
        for (String each : more) {
            arguments.removeIf(given -> given.startsWith(each.substring(0, each.indexOf('=') + 1)));
            arguments.add(each);
        }
        node = new SpringApplicationBuilder(SbcApplication.class)
                .initializers(context -> {
                    var open = (GenericApplicationContext) context;
                    open.registerBean("memoryCdrs", CdrSink.class, MemoryCdrs::new);
                    before.accept(open);
                })
                .run(arguments.toArray(String[]::new));
        enter("cscf", "cscf-1", "sip", cscf.address());
        enter("lab", "lab-1", "diameter", pcrf.address());
        await().atMost(Duration.ofSeconds(20)).until(pcrf::isConnected);
    }

    <T> T bean(Class<T> type) {
        return node.getBean(type);
    }

    InetSocketAddress core() {
        return node.getBean(SipStack.class).address("core");
    }

    /** Where phones speak this to it. */
    InetSocketAddress access(Transport transport) {
        return node.getBean(SipStack.class).address("access", transport);
    }

    /** A phone of its own for each test. */
    UeBuilder phone(String name) {
        return Ue.named(name)
                .home(HOME)
                .impu("sip:" + name + PHONES.incrementAndGet() + "@" + HOME)
                .password("open sesame")
                .pcscf(node.getBean(SipStack.class).address("access"))
                .observer(ue.observer());
    }

    /** Registers a phone off stage; gives the Path by which the core reaches it. */
    String register(Ue phone) {
        var registering = ladder.meanwhile(phone::register);
        var request = cscf.receives(REGISTER);
        request.replies(200, ok -> granted(request.request(), ok));
        registering.join();
        ladder.begin();
        return request.request().first(HeaderName.PATH).orElseThrow();
    }

    /** Registers a phone on stage; gives the REGISTER that the core got. */
    SipRequest registers(Ue phone) {
        var registering = ladder.meanwhile(phone::register);
        ue.sends(REGISTER);
        var register = cscf.receives(REGISTER);
        register.replies(200, ok -> granted(register.request(), ok));
        ue.receives(200);
        registering.join();
        return register.request();
    }

    /** What the S-CSCF adds to its 200. */
    static ResponseEdit granted(SipRequest register, ResponseEdit ok) {
        var impu = register.to().uri();
        return ok.append(HeaderName.CONTACT, register.first(HeaderName.CONTACT).orElseThrow())
                .append(HeaderName.PATH, register.first(HeaderName.PATH).orElseThrow())
                .append(HeaderName.SERVICE_ROUTE, SERVICE_ROUTE)
                .append(HeaderName.P_ASSOCIATED_URI, "<" + impu + ">")
                .append(HeaderName.P_ASSOCIATED_URI, "<tel:+15550199>");
    }

    void withRelay() {
        withRelay("rtpproxy-1", relay);
    }

    void withRelay(String id, FakeRelay here) {
        enter("rtpproxy", id, "ng", here.address());
    }

    /** The policy node speaks N5 too, with an NRF, or no more. */
    void withN5(int port) {
        var lab = entry("lab", "lab-1", "diameter", pcrf.address(), 100);
        var both = new String(lab, StandardCharsets.UTF_8)
                .replace("\"diameter\":", "\"n5\":\"127.0.0.1:" + port + "\",\"diameter\":");
        change("lab", "lab-1", port > 0 ? both.getBytes(StandardCharsets.UTF_8) : lab);
        await().until(() -> node.getBean(NodeDirectory.class)
                .find("lab", "lab-1")
                .filter(found -> found.addresses().containsKey("n5") == port > 0)
                .isPresent());
    }

    private void change(String role, String id, byte[] entry) {
        try {
            node.getBean(CuratorFramework.class).setData().forPath(path(role, id), entry);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void withoutRelay() {
        withoutRelay("rtpproxy-1", relay);
    }

    /** The relay leaves as a node does: it asks for no more work, then it goes. */
    void withoutRelay(String id, FakeRelay leaving) {
        var path = path("rtpproxy", id);
        try {
            var zooKeeper = node.getBean(CuratorFramework.class);
            zooKeeper.setData().forPath(path, entry("rtpproxy", id, "ng", leaving.address(), 0));
            await().until(() -> node.getBean(NodeDirectory.class)
                    .find("rtpproxy", id)
                    .filter(going -> going.weight() == 0)
                    .isPresent()); // a node that vanishes without a word is offered for a while
            zooKeeper.delete().forPath(path);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        await().until(() -> node.getBean(NodeDirectory.class).alive("rtpproxy").stream()
                .noneMatch(each -> each.id().equals(id)));
    }

    /** The border looks at its calls, of which there are none but those of this ladder. */
    void look() {
        node.getBean(CallWatch.class).look(Instant.now());
    }

    /** Calls of other tests are out of sight. */
    void forgetCalls() {
        node.getBean(StringRedisTemplate.class).delete("sbc:due");
    }

    /** Stands a neighbour into the directory, as its own node would. */
    private void enter(String role, String id, String wire, InetSocketAddress at) {
        try {
            node.getBean(CuratorFramework.class)
                    .create()
                    .creatingParentsIfNeeded()
                    .forPath(path(role, id), entry(role, id, wire, at, 100));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        await().until(() -> node.getBean(NodeDirectory.class).find(role, id).isPresent());
    }

    private static byte[] entry(String role, String id, String wire, InetSocketAddress at, int weight) {
        return """
                {"name":"%s","id":"%s","payload":{"role":"%s","id":"%s","addresses":{"%s":"%s:%d"},"weight":%d,\
                "load":0.0,"leaving":%b},"registrationTimeUTC":0,"serviceType":"DYNAMIC"}""".formatted(
                        role, id, role, id, wire, at.getAddress().getHostAddress(), at.getPort(), weight, weight == 0)
                .getBytes(StandardCharsets.UTF_8);
    }

    private String path(String role, String id) {
        return node.getEnvironment().getRequiredProperty("carillon.directory.root") + "/" + role + "/" + id;
    }

    /** A description of G.711 at this port of loopback. */
    static String sdp(int port) {
        return String.join(
                        "\r\n",
                        "v=0",
                        "o=- 1 1 IN IP4 127.0.0.1",
                        "s=-",
                        "c=IN IP4 127.0.0.1",
                        "t=0 0",
                        "m=audio " + port + " RTP/AVP 8",
                        "a=rtpmap:8 PCMA/8000")
                + "\r\n";
    }

    @Override
    public void close() throws Exception {
        node.close();
        ladder.close();
    }
}
