package io.carillon.sip.dns;

import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The servers of a domain, by service in the order of preference.
 *
 * @param ttl how long DNS lets us keep it
 */
record ServerPlan(List<Service> services, Duration ttl) {
    /** A request that has not got through after so many servers will not. */
    private static final int MOST_HOPS = 12;

    record Service(Transport transport, List<Server> servers) {}

    /** A target of SRV records; one without them has priority and weight 0. */
    record Server(int priority, int weight, int port, List<InetAddress> addresses) {}

    boolean isEmpty() {
        return services.stream().allMatch(service -> service.servers().isEmpty());
    }

    /** One order of all servers, drawn anew for each request (RFC 3263 §4.3, RFC 2782). @param domain who they must be */
    List<Hop> hops(String domain, RandomGenerator random) {
        var hops = new ArrayList<Hop>();
        for (var service : services) {
            for (var server : drawn(service.servers(), random)) {
                for (var address : server.addresses()) {
                    hops.add(
                            new Hop(service.transport(), new InetSocketAddress(address, server.port()), domain, false));
                }
            }
        }
        return hops.size() > MOST_HOPS ? hops.subList(0, MOST_HOPS) : hops;
    }

    /** By priority; within one priority at random, by weight. */
    static List<Server> drawn(List<Server> servers, RandomGenerator random) {
        if (servers.size() < 2) {
            return servers;
        }
        var left = new ArrayList<>(servers);
        var drawn = new ArrayList<Server>(servers.size());
        while (!left.isEmpty()) {
            int best = left.stream().mapToInt(Server::priority).min().orElse(0);
            var group = left.stream().filter(each -> each.priority() == best).toList();
            var next = oneOf(group, random);
            drawn.add(next);
            left.remove(next);
        }
        return drawn;
    }

    /** A server of weight 0 is drawn seldom, not never. */
    private static Server oneOf(List<Server> group, RandomGenerator random) {
        int sum = group.stream().mapToInt(each -> share(each)).sum();
        int point = random.nextInt(sum);
        for (var each : group) {
            point -= share(each);
            if (point < 0) {
                return each;
            }
        }
        return group.getLast();
    }

    private static int share(Server server) {
        return server.weight() * 100 + 1;
    }
}
