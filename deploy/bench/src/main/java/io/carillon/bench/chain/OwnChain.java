package io.carillon.bench.chain;

import io.carillon.bench.AdminRest;
import io.carillon.bench.Peer;
import io.carillon.bench.Provisioning;
import io.carillon.bench.Settings;
import io.carillon.bench.Workplace;
import io.carillon.bench.sip.generator.Generator;
import io.carillon.bench.sip.generator.Usim;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Our nodes as they are deployed, over real stores, with subscribers whom the HSS has imported.
 *
 * @param tracing the nodes have a Kafka to trace to, and trace nothing until {@link TracedChain} has its turn; else they cannot
 */
record OwnChain(Extent extent, boolean tracing) implements Peer {
    static final String DOMAIN = Generator.DOMAIN;
    private static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);

    /** All nodes share one core, as Kamailio's three do. */
    private static final List<String> LARGE =
            List.of("-XX:+UseSerialGC", "-Xms1g", "-Xmx1g", "-Xmn640m", "-XX:ActiveProcessorCount=1");

    private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-Xmx256m");

    /**
     * T1 of a quick private network (RFC 3261 §17.1.1.1), so that what is over is absorbed for about as long as Kamailio
     * keeps it by default.
     */
    private static final String T1 = "100ms";

    @Override
    public String name() {
        return "carillon";
    }

    @Override
    public RunningChain start(Workplace place, Settings settings) throws IOException {
        if (settings.chain().full() && extent != Extent.FULL) {
            return new OwnChain(Extent.FULL, tracing).start(place, settings); // a peer is named without settings
        }
        var home = Path.of(System.getProperty("carillon.home", "../.."));
        var folder = place.folder();
        var data = home.resolve("deploy/bench/target/mariadb");
        var stores = ChainStores.start(place, folder, data, tracing ? extent.stores("kafka") : extent.stores());
        EarlierRuns.forget(stores);
        var heap = settings.quick() ? SMALL : LARGE;
        int access = Ports.free();
        var nodes = new ArrayList<Node>();
        for (var role : extent.roles()) {
            var told = new LinkedHashMap<>(common());
            told.putAll(stores.settings(role));
            told.putAll(wires(role, access));
            told.putAll(extent.settings(role));
            nodes.add(Node.start(place, folder, role, heap, settings.chain().train(), told));
        }
        for (var node : nodes) {
            node.await(place);
        }
        var chain = new RunningChain(
                name(),
                place,
                new AdminRest(SECRET),
                nodes,
                settings.chain().train(),
                stores.parts(),
                stores.redis(),
                stores.database("hss"),
                new InetSocketAddress("127.0.0.1", access),
                tracing ? OptionalDouble.of(0) : OptionalDouble.empty());
        provision(chain, settings.chain().users());
        return chain;
    }

    /** The first so many subscribers; those who are there stay as they are. */
    void provision(RunningChain chain, int users) throws IOException {
        new Provisioning(chain.rest(), chain.nodes().getFirst().admin(), DOMAIN)
                .withUsim(users, Usim.KEY, Usim.OPC, extent.criteria());
    }

    private Map<String, String> common() {
        return Map.of(
                "carillon.home-domain", DOMAIN,
                "carillon.trace.enabled", String.valueOf(tracing),
                "carillon.trace.share", "0",
                "carillon.admin.secret", SECRET,
                "carillon.hss.master-key", SECRET,
                "carillon.sip.t1", T1);
    }

    private Map<String, String> wires(String role, int access) throws IOException {
        return switch (role) {
            case "hss", "charging", "lab" -> Map.of("carillon.diameter.port", port());
            case "rtpproxy" ->
                Map.of(
                        "carillon.rtpproxy.ng-port", port(),
                        "carillon.rtpproxy.port-min", "61000",
                        "carillon.rtpproxy.port-max", "64999");
            case "sbc" ->
                Map.of(
                        "carillon.sip.points.access.port",
                        String.valueOf(access),
                        "carillon.sip.points.access.transports",
                        "udp,tcp",
                        "carillon.sip.points.core.port",
                        port(),
                        "carillon.sbc.msrp.port",
                        "0");
            case "im" -> Map.of("carillon.sip.points.core.port", port(), "carillon.im.msrp.port", "0");
            default -> Map.of("carillon.sip.points.core.port", port());
        };
    }

    private static String port() throws IOException {
        return String.valueOf(Ports.free());
    }
}
