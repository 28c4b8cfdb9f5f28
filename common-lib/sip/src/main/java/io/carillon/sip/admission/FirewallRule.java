package io.carillon.sip.admission;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is done with requests that look like this; every condition that is given must hold.
 *
 * @param methods empty is any
 * @param userAgents any of these in User-Agent, whatever their case; empty is any
 * @param largerThan in bytes; 0 is any
 * @param sources empty is any
 * @param rate only what one source sends beyond it, if it is limited
 */
public record FirewallRule(
        String name,
        Set<String> methods,
        List<String> userAgents,
        int largerThan,
        List<Network> sources,
        Rate rate,
        Action action) {

    /** From the mildest to the hardest; PASS ends the rules. */
    public enum Action {
        PASS,
        SHED,
        REFUSE,
        DROP,
        BAN
    }

    public FirewallRule {
        methods = Set.copyOf(methods);
        userAgents =
                userAgents.stream().map(each -> each.toLowerCase(Locale.ROOT)).toList();
        sources = List.copyOf(sources);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a rule has a name");
        }
    }

    boolean matches(SipRequest request, InetAddress source) {
        return (methods.isEmpty() || methods.contains(request.method()))
                && (largerThan == 0 || request.size() > largerThan)
                && (sources.isEmpty() || sources.stream().anyMatch(each -> each.contains(source)))
                && (userAgents.isEmpty() || isAgent(request));
    }

    private boolean isAgent(SipRequest request) {
        var agent = request.first(HeaderName.USER_AGENT).orElse("").toLowerCase(Locale.ROOT);
        return userAgents.stream().anyMatch(agent::contains);
    }
}
