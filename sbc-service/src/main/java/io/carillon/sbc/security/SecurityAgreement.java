package io.carillon.sbc.security;

import io.carillon.ipsec.AkaKeys;
import io.carillon.ipsec.AssociationSet;
import io.carillon.ipsec.SecurityAssociations;
import io.carillon.ipsec.SecurityAssociations.Outcome;
import io.carillon.ipsec.SecurityMechanism;
import io.carillon.ipsec.SecurityMechanism.Ends;
import io.carillon.ipsec.Suite;
import io.carillon.sbc.security.ProtectedPath.State;
import io.carillon.sip.auth.AuthHeader;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transport.Arrival;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Security agreement at the P-CSCF (RFC 3329 §2.3, TS 33.203 §7, TS 24.229 §5.2.2.2 · docs/flows/register-ipsec.md). */
public final class SecurityAgreement {
    private static final Logger LOG = LoggerFactory.getLogger(SecurityAgreement.class);
    /** An established set outlives its registration by this (TS 33.203 §7.4.1a). */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final SecuritySettings settings;
    private final ProtectedPaths paths;
    private final SecurityAssociations kernel;
    private final Function<String, InetSocketAddress> points;
    private final Clock clock;
    private final List<Suite> preferences;
    private final SecureRandom random = new SecureRandom();

    /** @param points the bound addresses of our listening points */
    public SecurityAgreement(
            SecuritySettings settings,
            ProtectedPaths paths,
            SecurityAssociations kernel,
            Function<String, InetSocketAddress> points,
            Clock clock) {
        this.settings = settings;
        this.paths = paths;
        this.kernel = kernel;
        this.points = points;
        this.clock = clock;
        this.preferences = settings.preferences();
    }

    /** What this REGISTER wants, and whether its claims are true. */
    public Standing examine(Arrival arrival, SipRequest register) {
        var asks = asks(register);
        asks.ifPresent(each -> checkPorts(arrival, each));
        if (arrival.listener().equals(ProtectedPaths.SERVER)) {
            return paths.of(arrival)
                    .map(path -> covered(path, register, asks))
                    .orElseThrow(() -> new SipFailure(403, "No Security Association"));
        }
        if (asks.isPresent()) {
            return asks.get();
        }
        if (!register.all(HeaderName.SECURITY_CLIENT).isEmpty() && (settings.required() || settings.enabled())) {
            return new Standing.Refused(required(register, server(offer(placeholder()))));
        }
        return settings.required()
                ? new Standing.Refused(register.reply(421)
                        .toTag(ResponseEdit.newTag())
                        .append(HeaderName.REQUIRE, "sec-agree")
                        .build())
                : new Standing.Open();
    }

    /** A user's ports are that user's as long as the set lives. */
    private void checkPorts(Arrival arrival, Standing.Asks asks) {
        if (paths.areAnothers(arrival.remote().getAddress(), asks.chosen().ends(), asks.impi())) {
            throw new SipFailure(403, "Ports Of Another Security Association");
        }
    }

    /** The first pair of ours that the phone has too (TS 33.203 §7.2). */
    private Optional<Standing.Asks> asks(SipRequest register) {
        if (!settings.enabled()) {
            return Optional.empty();
        }
        var offered = mechanisms(register, HeaderName.SECURITY_CLIENT).stream()
                .flatMap(each -> each.ipsec().stream())
                .toList();
        return preferences.stream()
                .flatMap(suite -> offered.stream().filter(each -> each.suite().equals(suite)))
                .findFirst()
                .map(chosen -> new Standing.Asks(text(register, HeaderName.SECURITY_CLIENT), chosen, impi(register)));
    }

    private static String impi(SipRequest register) {
        return register.first(HeaderName.AUTHORIZATION)
                .flatMap(text -> AuthHeader.parse(text).value("username"))
                .orElse("");
    }

    /** What the phone verifies must be what was sent, and what it offers must not have changed (RFC 3329 §2.3.1). */
    private static Standing covered(ProtectedPath path, SipRequest register, Optional<Standing.Asks> asks) {
        var impi = impi(register);
        if (!impi.isEmpty() && !path.impi().isEmpty() && !impi.equals(path.impi())) {
            throw new SipFailure(403, "Security Association Of Another");
        }
        boolean verified = same(path.server(), text(register, HeaderName.SECURITY_VERIFY));
        boolean steady =
                path.state() != State.TEMPORARY || same(path.client(), text(register, HeaderName.SECURITY_CLIENT));
        return verified && steady
                ? new Standing.Covered(path, asks)
                : new Standing.Refused(required(register, path.server()));
    }

    private static SipResponse required(SipRequest register, String server) {
        return register.reply(494)
                .toTag(ResponseEdit.newTag())
                .append(HeaderName.SECURITY_SERVER, server)
                .build();
    }

    private static boolean same(String sent, String claimed) {
        var one = parsed(sent);
        var other = parsed(claimed);
        return one.size() == other.size()
                && Stream.iterate(0, i -> i < one.size(), i -> i + 1)
                        .allMatch(i -> one.get(i).matches(other.get(i)));
    }

    private static String text(SipRequest register, HeaderName name) {
        return String.join(", ", register.all(name));
    }

    private static List<SecurityMechanism> mechanisms(SipRequest register, HeaderName name) {
        return parsed(text(register, name));
    }

    /** What cannot be read is no mechanism that anybody could agree on. */
    private static List<SecurityMechanism> parsed(String text) {
        var parsed = new ArrayList<SecurityMechanism>();
        for (var value : text.split(",")) {
            try {
                parsed.add(SecurityMechanism.parse(value.strip()));
            } catch (IllegalArgumentException e) {
                LOG.debug("Not a security mechanism: {}", e.getMessage());
            }
        }
        return parsed;
    }

    /**
     * A challenge with keys: the temporary set, and the value of Security-Server for the phone; empty if there are no
     * keys, or if the phone may register without.
     *
     * @throws SipFailure if it may not
     */
    public Optional<String> challenged(Standing.Asks asks, Arrival arrival, String ik, String ck) {
        var phone = arrival.remote().getAddress();
        var target = new InetSocketAddress(phone, asks.chosen().ends().portS());
        paths.with(target).stream()
                .filter(path -> path.state() == State.TEMPORARY)
                .forEach(this::drop); // a new challenge takes the place of an unanswered one
        var sends = freePoint(target);
        var ours = new Ends(
                index(),
                index(),
                points.apply(sends).getPort(),
                points.apply(ProtectedPaths.SERVER).getPort());
        var id = UUID.randomUUID().toString();
        var local = points.apply(ProtectedPaths.SERVER).getAddress();
        var chosen = asks.chosen();
        try {
            var set = new AssociationSet(local, phone, ours, chosen.ends(), chosen.suite(), AkaKeys.ofHex(ik, ck));
            if (kernel.install(id, set, settings.temporary()) instanceof Outcome.Refused(var reason)) {
                return without(reason);
            }
        } catch (IllegalArgumentException e) {
            return without("the challenge has no usable keys");
        }
        var server = server(offer(ours));
        paths.put(new ProtectedPath(
                id,
                phone,
                asks.impi(),
                ours,
                chosen.ends(),
                chosen.suite(),
                sends,
                asks.client(),
                server,
                State.TEMPORARY,
                clock.instant().plus(settings.temporary())));
        return Optional.of(server);
    }

    private Optional<String> without(String reason) {
        LOG.warn("No security associations for a phone: {}", reason);
        if (settings.required()) {
            throw new SipFailure(503, "No Security Association");
        }
        return Optional.empty();
    }

    private String freePoint(InetSocketAddress target) {
        var used = paths.with(target).stream().map(ProtectedPath::sends).toList();
        return ProtectedPaths.CLIENTS.stream()
                .filter(point -> !used.contains(point))
                .findFirst()
                .orElseThrow(() -> new SipFailure(500, "Too Many Security Associations"));
    }

    /** 28 random bits above what RFC 4303 reserves; the kernel refuses one that is taken. */
    private long index() {
        return 0x1000_0000L + random.nextInt(0x1000_0000);
    }

    private List<SecurityMechanism> offer(Ends ours) {
        var offers = new ArrayList<SecurityMechanism>();
        for (int i = 0; i < preferences.size(); i++) {
            offers.add(SecurityMechanism.ipsec(preferences.get(i), ours)
                    .preferred((preferences.size() - i) / (double) preferences.size()));
        }
        return offers;
    }

    /** To tell a phone that was refused what there is; it agrees on nothing. */
    private Ends placeholder() {
        return settings.enabled()
                ? new Ends(
                        index(),
                        index(),
                        points.apply(ProtectedPaths.CLIENTS.getFirst()).getPort(),
                        points.apply(ProtectedPaths.SERVER).getPort())
                : new Ends(index(), index() + 0x1000_0000L, 5066, 5065);
    }

    private static String server(List<SecurityMechanism> offers) {
        return String.join(", ", offers.stream().map(Objects::toString).toList());
    }

    /** The 200: the set lives as long as the registration and a little longer. @param seconds 0 after de-registration */
    public void registered(ProtectedPath path, long seconds) {
        var lifetime = seconds > 0 ? Duration.ofSeconds(seconds).plus(MARGIN) : settings.overlap();
        var others = paths.with(path.target()).stream()
                .filter(each -> !each.id().equals(path.id()))
                .toList();
        boolean first = others.isEmpty() || path.state() == State.USED;
        live(path, first ? State.USED : State.ESTABLISHED, lifetime);
        if (seconds <= 0) {
            others.forEach(each -> live(each, each.state(), lifetime));
        }
    }

    /** The network has ended the registration of the phone there: its sets fade. */
    public void left(InetSocketAddress target) {
        paths.with(target).forEach(path -> live(path, path.state(), settings.overlap()));
    }

    /** A request over a new set: from now on it is the one towards the phone too, and the old ones fade. */
    public void used(ProtectedPath path) {
        if (path.state() != State.ESTABLISHED) {
            return;
        }
        paths.put(path.in(State.USED, path.end()));
        paths.with(path.target()).stream()
                .filter(each -> !each.id().equals(path.id()))
                .forEach(each -> live(each, State.ESTABLISHED, settings.overlap()));
    }

    private void live(ProtectedPath path, State state, Duration lifetime) {
        if (kernel.live(path.id(), lifetime) instanceof Outcome.Refused(var reason)) {
            LOG.warn("Security association {} keeps its lifetime: {}", path.id(), reason);
            return;
        }
        paths.put(path.in(state, clock.instant().plus(lifetime)));
    }

    private void drop(ProtectedPath path) {
        paths.remove(path);
        if (kernel.remove(path.id()) instanceof Outcome.Refused(var reason)) {
            LOG.warn("Security association {} ends by itself: {}", path.id(), reason);
        }
    }
}
