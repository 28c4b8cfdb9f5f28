package io.carillon.cscf.ladder;

import static org.awaitility.Awaitility.await;

import io.carillon.cscf.CscfApplication;
import io.carillon.cscf.wire.AdminClient;
import io.carillon.node.admin.AdminRole;
import io.carillon.node.admin.AdminSecret;
import io.carillon.node.admin.AdminToken;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.sip.transaction.SipStack;
import io.carillon.stores.TestStores;
import io.carillon.testkit.ladder.FakeDiameterPeer;
import io.carillon.testkit.ladder.FakeSipPeer;
import io.carillon.testkit.ladder.Ladder;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.curator.framework.CuratorFramework;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.core.StringRedisTemplate;

/** A whole CSCF as it is deployed, over a real Redis and a real ZooKeeper, amid fake neighbours. */
final class Stage implements AutoCloseable {
    static final String HOME = "ims.mnc001.mcc001.3gppnetwork.org";
    static final String SCSCF = "sip:scscf." + HOME;
    static final String TAS = "sip:tas." + HOME;
    static final String IM = "sip:im." + HOME;

    final Ladder ladder = Ladder.around("CSCF");
    /** The caller's P-CSCF and its phones. */
    final FakeSipPeer sbc = ladder.sipPeer("SBC");
    /** The callee's. */
    final FakeSipPeer sbc2 = ladder.sipPeer("SBC2");

    final FakeSipPeer tas = ladder.sipPeer("TAS");
    final FakeSipPeer im = ladder.sipPeer("IM");
    final FakeDiameterPeer hss = ladder.hss("HSS", "hss-1." + HOME, HOME);
    private final AdminSecret secret = AdminSecret.generate();
    private final ConfigurableApplicationContext node;

    Stage() {
        var zooKeeper = TestStores.zooKeeper();
        var redis = TestStores.redis();
        node = SpringApplication.run(
                CscfApplication.class,
                "--carillon.node.id=cscf-1",
                "--carillon.home-domain=" + HOME,
                "--carillon.data-dir=target/run/ladder",
                "--carillon.sip.points.core.port=0",
                "--carillon.sip.drain=100ms",
                "--carillon.trace.enabled=false",
                "--carillon.directory.root=/carillon/ladder-" + UUID.randomUUID(),
                "--carillon.directory.drain-pause=10ms",
                "--carillon.directory.suspicion=200ms",
                "--carillon.admin.secret=" + secret.toBase64(),
                "--carillon.cscf.hss-deadline=2s",
                "--carillon.cscf.bundled-authentication=NASS,GIBA",
                "--carillon.cscf.media-profiles.5.media=audio,message",
                "--carillon.cscf.media-profiles.5.codecs=AMR,AMR-WB",
                "--server.port=0",
                "--spring.cloud.zookeeper.connect-string=" + zooKeeper.getHostString() + ":" + zooKeeper.getPort(),
                "--spring.data.redis.host=" + redis.getHostString(),
                "--spring.data.redis.port=" + redis.getPort());
        enter("sbc", "sbc-1", "sip", sbc.address());
        enter("sbc", "sbc-2", "sip", sbc2.address());
        enter("tas", "tas-1", "sip", tas.address());
        enter("im", "im-1", "sip", im.address());
        enter("hss", "hss-1", "diameter", hss.address());
        await().atMost(Duration.ofSeconds(20)).until(hss::isConnected);
    }

    InetSocketAddress cscf() {
        return node.getBean(SipStack.class).address("core");
    }

    /** At the node's admin port. */
    AdminClient operator() {
        var token = AdminToken.mint(secret, "operator", Set.of(AdminRole.OPERATOR), Duration.ofMinutes(5));
        return new AdminClient(Integer.parseInt(node.getEnvironment().getRequiredProperty("local.server.port")), token);
    }

    /** The store loses what it knows of a user's registration. */
    void loses(Subscriber user) {
        var redis = node.getBean(StringRedisTemplate.class);
        redis.delete(List.of("cscf:reg:" + user.impu, "cscf:reg:" + user.tel, "cscf:impi:" + user.impi));
    }

    /** Stands a neighbour into the directory, as its own node would. */
    private void enter(String role, String id, String wire, InetSocketAddress at) {
        var json = """
                {"name":"%s","id":"%s","payload":{"role":"%s","id":"%s","addresses":{"%s":"%s:%d"},"weight":100,\
                "load":0.0},"registrationTimeUTC":0,"serviceType":"DYNAMIC"}""".formatted(role, id, role, id, wire, at.getAddress().getHostAddress(), at.getPort());
        var root = node.getEnvironment().getRequiredProperty("carillon.directory.root");
        try {
            node.getBean(CuratorFramework.class)
                    .create()
                    .creatingParentsIfNeeded()
                    .forPath(root + "/" + role + "/" + id, json.getBytes(StandardCharsets.UTF_8));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        var directory = node.getBean(NodeDirectory.class);
        await().until(() -> directory.find(role, id).isPresent());
    }

    @Override
    public void close() throws Exception {
        node.close();
        ladder.close();
    }
}
