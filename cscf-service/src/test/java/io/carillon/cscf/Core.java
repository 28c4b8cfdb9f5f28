package io.carillon.cscf;

import static org.awaitility.Awaitility.await;

import io.carillon.node.admin.AdminSecret;
import io.carillon.sip.transaction.SipStack;
import io.carillon.stores.TestStores;
import io.carillon.testkit.ladder.FakeDiameterPeer;
import io.carillon.testkit.ladder.FakeSipPeer;
import io.carillon.testkit.ladder.Ladder;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.curator.framework.CuratorFramework;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole CSCF as it is deployed, over a real Redis and a real ZooKeeper, amid fake neighbours. */
final class Core implements AutoCloseable {
    static final String HOME = "ims.mnc001.mcc001.3gppnetwork.org";
    static final String SCSCF = "sip:scscf." + HOME;
    private static final String ROOT = "/carillon/test-" + UUID.randomUUID();

    final Ladder ladder = Ladder.around("CSCF");
    /** P-CSCF and the phones behind it. */
    final FakeSipPeer sbc = ladder.sipPeer("SBC");

    final FakeSipPeer tas = ladder.sipPeer("TAS");
    final FakeSipPeer im = ladder.sipPeer("IM");
    final FakeDiameterPeer hss = ladder.hss("HSS", "hss-1." + HOME, HOME);
    private final ConfigurableApplicationContext node;

    Core(String... more) {
        var arguments = new ArrayList<>(List.of(
                "--carillon.node.id=cscf-1",
                "--carillon.home-domain=" + HOME,
                "--carillon.data-dir=target/run/cscf-1",
                "--carillon.sip.points.core.port=0",
                "--carillon.trace.enabled=false",
                "--carillon.directory.root=" + ROOT + UUID.randomUUID(),
                "--carillon.directory.drain-pause=10ms",
                "--carillon.directory.suspicion=200ms",
                "--carillon.admin.secret=" + AdminSecret.generate().toBase64(),
                "--carillon.cscf.hss-deadline=2s",
                "--carillon.cscf.enum-deadline=500ms",
                "--server.port=0",
                "--spring.cloud.zookeeper.connect-string=127.0.0.1:"
                        + TestStores.zooKeeper().getPort(),
                "--spring.data.redis.port=" + TestStores.redis().getPort()));
        arguments.addAll(List.of(more));
        node = SpringApplication.run(CscfApplication.class, arguments.toArray(String[]::new));
        enter("sbc", "sbc-1", "sip", sbc.address());
        enter("tas", "tas-1", "sip", tas.address());
        enter("im", "im-1", "sip", im.address());
        enter("hss", "hss-1", "diameter", hss.address());
        await().atMost(Duration.ofSeconds(20)).until(hss::isConnected);
    }

    InetSocketAddress address() {
        return node.getBean(SipStack.class).address("core");
    }

    <T> T bean(Class<T> type) {
        return node.getBean(type);
    }

    /** Stands a neighbour into the directory. */
    void enter(String role, String id, String wire, InetSocketAddress at) {
        var json = """
                {"name":"%s","id":"%s","payload":{"role":"%s","id":"%s","addresses":{"%s":"%s:%d"},"weight":100,\
                "load":0.0},"registrationTimeUTC":0,"serviceType":"DYNAMIC"}""".formatted(role, id, role, id, wire, at.getAddress().getHostAddress(), at.getPort());
        try {
            bean(CuratorFramework.class)
                    .create()
                    .orSetData()
                    .creatingParentsIfNeeded()
                    .forPath(path(role, id), json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        var directory = bean(io.carillon.node.directory.NodeDirectory.class);
        await().until(() -> directory
                .find(role, id)
                .filter(each -> each.address(wire).filter(at::equals).isPresent())
                .isPresent());
    }

    private String path(String role, String id) {
        return node.getEnvironment().getRequiredProperty("carillon.directory.root") + "/" + role + "/" + id;
    }

    @Override
    public void close() throws Exception {
        node.close();
        ladder.close();
    }
}
