package io.carillon.sbc.firewall;

import io.carillon.sip.admission.FirewallPolicy;
import io.carillon.sip.admission.FirewallRule;
import io.carillon.sip.admission.FirewallRule.Action;
import io.carillon.sip.admission.Network;
import io.carillon.sip.admission.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * A firewall policy as people write it: as settings of the node and over REST. What is left out is no limit.
 *
 * @param allowed addresses and blocks that are never limited or banned
 * @param denied addresses and blocks that are not heard
 * @param global new requests from everybody
 * @param perSource requests from one IPv4 address or IPv6 /64
 * @param banScore offences that bring a ban; one fades by half in a minute
 * @param banSeconds the first ban's; each further one takes twice as long
 */
@ConfigurationProperties("carillon.sbc.firewall")
public record FirewallDocument(
        @Nullable List<String> allowed,
        @Nullable List<String> denied,
        @Nullable List<Rule> rules,
        @Nullable Limit global,
        @Nullable Limit perSource,
        @Nullable Integer banScore,
        @Nullable Integer banSeconds) {
    private static final int MOST_RULES = 100;
    private static final int MOST_BLOCKS = 1_000;
    private static final int MINUTE = 60;

    /** @param burst as many at once; as many as in a second if it is left out */
    public record Limit(int perSecond, @Nullable Integer burst) {
        Rate rate() {
            return perSecond == 0 ? Rate.UNLIMITED : new Rate(perSecond, burst == null ? perSecond : burst);
        }

        static @Nullable Limit of(Rate rate) {
            return rate.perSecond() == 0 ? null : new Limit(rate.perSecond(), rate.burst());
        }
    }

    /**
     * @param userAgents parts of User-Agent
     * @param largerThan bytes
     * @param rate what one source sends beyond it
     * @param action pass, shed (503), refuse (403), drop, ban
     */
    public record Rule(
            String name,
            @Nullable Set<String> methods,
            @Nullable List<String> userAgents,
            @Nullable Integer largerThan,
            @Nullable List<String> sources,
            @Nullable Limit rate,
            String action) {
        FirewallRule rule() {
            return new FirewallRule(
                    Optional.ofNullable(name).orElse(""),
                    Optional.ofNullable(methods).orElse(Set.of()),
                    orNone(userAgents),
                    Optional.ofNullable(largerThan).orElse(0),
                    networks(sources),
                    Optional.ofNullable(rate).map(Limit::rate).orElse(Rate.UNLIMITED),
                    read(action));
        }

        private static Action read(@Nullable String action) {
            try {
                return Action.valueOf(Objects.requireNonNullElse(action, "").toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("'" + action + "' is no action: pass, shed, refuse, drop or ban", e);
            }
        }

        static Rule of(FirewallRule rule) {
            return new Rule(
                    rule.name(),
                    rule.methods(),
                    rule.userAgents(),
                    rule.largerThan(),
                    texts(rule.sources()),
                    Limit.of(rule.rate()),
                    rule.action().name().toLowerCase(Locale.ROOT));
        }
    }

    /** @throws IllegalArgumentException if it cannot be gone by, with what is wrong */
    FirewallPolicy policy() {
        var read = orNone(rules);
        if (read.size() > MOST_RULES || orNone(allowed).size() + orNone(denied).size() > MOST_BLOCKS) {
            throw new IllegalArgumentException("at most " + MOST_RULES + " rules and " + MOST_BLOCKS
                    + " blocks: every message is held against them");
        }
        return new FirewallPolicy(
                networks(allowed),
                networks(denied),
                read.stream().map(Rule::rule).toList(),
                Optional.ofNullable(global).map(Limit::rate).orElse(Rate.UNLIMITED),
                Optional.ofNullable(perSource).map(Limit::rate).orElse(Rate.UNLIMITED),
                Optional.ofNullable(banScore).orElse(0),
                Duration.ofSeconds(Optional.ofNullable(banSeconds).orElse(MINUTE)));
    }

    static FirewallDocument of(FirewallPolicy policy) {
        return new FirewallDocument(
                texts(policy.allowed()),
                texts(policy.denied()),
                policy.rules().stream().map(Rule::of).toList(),
                Limit.of(policy.global()),
                Limit.of(policy.perSource()),
                policy.banScore(),
                (int) policy.banTime().toSeconds());
    }

    private static List<Network> networks(@Nullable List<String> texts) {
        return orNone(texts).stream().map(Network::parse).toList();
    }

    private static List<String> texts(List<Network> networks) {
        return networks.stream().map(Network::toString).toList();
    }

    private static <T> List<T> orNone(@Nullable List<T> values) {
        return values == null ? List.of() : values;
    }
}
