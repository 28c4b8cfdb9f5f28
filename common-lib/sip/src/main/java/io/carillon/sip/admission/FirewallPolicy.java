package io.carillon.sip.admission;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * What a {@link Firewall} goes by.
 *
 * @param allowed nothing of this is ever limited or banned
 * @param denied nothing from there is heard
 * @param rules in their order
 * @param global new requests from everybody; those that go first pass it
 * @param perSource requests from one IPv4 address or IPv6 /64
 * @param banScore offences that bring a ban, where one fades by half in a minute; 0 bans nobody
 * @param banTime the first ban's; each further one takes twice as long, up to a day
 */
public record FirewallPolicy(
        List<Network> allowed,
        List<Network> denied,
        List<FirewallRule> rules,
        Rate global,
        Rate perSource,
        int banScore,
        Duration banTime) {
    public static final FirewallPolicy OPEN = new FirewallPolicy(
            List.of(), List.of(), List.of(), Rate.UNLIMITED, Rate.UNLIMITED, 0, Duration.ofMinutes(1));

    public FirewallPolicy {
        allowed = List.copyOf(allowed);
        denied = List.copyOf(denied);
        rules = List.copyOf(rules);
        if (banScore < 0 || banTime.isNegative() || banTime.isZero()) {
            throw new IllegalArgumentException("a ban has a score of at least 0 and a time");
        }
    }

    boolean allows(InetAddress source) {
        return anyContains(allowed, source);
    }

    boolean denies(InetAddress source) {
        return anyContains(denied, source);
    }

    private static boolean anyContains(List<Network> networks, InetAddress source) {
        for (int i = 0; i < networks.size(); i++) {
            if (networks.get(i).contains(source)) {
                return true;
            }
        }
        return false;
    }
}
