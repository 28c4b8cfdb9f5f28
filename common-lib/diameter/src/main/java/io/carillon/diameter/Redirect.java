package io.carillon.diameter;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a redirecting peer answers with (RFC 6733 §6.1.7).
 *
 * @param hosts where to ask instead, in order
 * @param lifetime for how long that may be remembered
 */
public record Redirect(List<PeerAddress> hosts, RedirectUsage usage, Duration lifetime) {
    private static final int DEFAULT_PORT = 3868;
    /** DiameterURI (§4.3.1). Whether links are secured is our own setting and not theirs. */
    private static final Pattern URI =
            Pattern.compile("aaa://([^:;/]+)(?::([0-9]{1,5}))?(?:;transport=tcp)?(?:;protocol=diameter)?");

    public Redirect(List<PeerAddress> hosts) {
        this(hosts, RedirectUsage.DONT_CACHE, Duration.ZERO);
    }

    /** Empty if the answer is none, or names nobody that can be asked. */
    static Optional<Redirect> of(DiameterAnswer answer) {
        if (answer.result() != BaseResult.REDIRECT_INDICATION) {
            return Optional.empty();
        }
        List<PeerAddress> hosts = values(answer, BaseAvps.REDIRECT_HOST).stream()
                .flatMap(uri -> address(uri).stream())
                .toList();
        RedirectUsage usage = values(answer, BaseAvps.REDIRECT_HOST_USAGE).stream()
                .findFirst()
                .orElse(RedirectUsage.DONT_CACHE);
        Duration lifetime = values(answer, BaseAvps.REDIRECT_MAX_CACHE_TIME).stream()
                .findFirst()
                .map(Duration::ofSeconds)
                .orElse(Duration.ZERO);
        return hosts.isEmpty() ? Optional.empty() : Optional.of(new Redirect(hosts, usage, lifetime));
    }

    private static <T> List<T> values(DiameterAnswer answer, Attribute<T> attribute) {
        try {
            return answer.extra().stream()
                    .filter(avp -> avp.is(attribute))
                    .map(avp -> attribute.decode(avp.data()))
                    .toList();
        } catch (AvpException garbled) {
            return List.of();
        }
    }

    static Optional<PeerAddress> address(String uri) {
        Matcher parts = URI.matcher(uri);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int port = parts.group(2) == null ? DEFAULT_PORT : Integer.parseInt(parts.group(2));
        return port > 65_535 ? Optional.empty() : Optional.of(new PeerAddress(parts.group(1), parts.group(1), port));
    }

    /** Makes an answer of it. */
    public <A extends DiameterAnswer> A in(Draft<A> answer) {
        answer.result(BaseResult.REDIRECT_INDICATION);
        hosts.forEach(each -> answer.extra(Avp.of(BaseAvps.REDIRECT_HOST, "aaa://" + each.host() + ":" + each.port())));
        answer.extra(Avp.of(BaseAvps.REDIRECT_HOST_USAGE, usage));
        if (usage != RedirectUsage.DONT_CACHE) {
            answer.extra(Avp.of(BaseAvps.REDIRECT_MAX_CACHE_TIME, lifetime.toSeconds()));
        }
        return answer.build();
    }
}
