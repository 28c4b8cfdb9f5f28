package io.carillon.hss.cx;

import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.cx.ChargingInformation;
import io.carillon.diameter.cx.CxAnswer;
import io.carillon.diameter.cx.CxRequest;
import io.carillon.diameter.cx.DeregistrationReason;
import io.carillon.diameter.cx.PushProfileRequest;
import io.carillon.diameter.cx.ReasonCode;
import io.carillon.diameter.cx.RegistrationTerminationRequest;
import io.carillon.hss.subscriber.Change;
import io.carillon.hss.subscriber.ImplicitSet;
import io.carillon.hss.subscriber.RegistrationState;
import io.carillon.hss.subscriber.ServiceProfiles;
import io.carillon.hss.subscriber.ServingNode;
import io.carillon.hss.subscriber.Subscription;
import io.carillon.hss.subscriber.Subscriptions;
import io.carillon.hss.xml.ChargingNames;
import io.carillon.hss.xml.UserProfiles;
import io.carillon.identity.Impi;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the HSS tells the S-CSCF that serves a user, unasked: RTR (TS 29.228 §6.1.3) and PPR (§6.2.2). */
public final class CxPush {
    private static final Duration DEADLINE = Duration.ofSeconds(3);

    /** What became of telling the S-CSCF. */
    public sealed interface Told {
        /** It agreed. */
        record Confirmed(String serverName) implements Told {}

        /** It refused, or did not answer: it will find out at its next Cx request. */
        record Unconfirmed(String serverName, String reason) implements Told {}

        /** No S-CSCF serves the user, or there is no such user. */
        record NobodyToTell() implements Told {}
    }

    private final DiameterServer server;
    private final Subscriptions subscriptions;
    private final UserProfiles profiles;
    private final Optional<ChargingInformation> charging;

    public CxPush(
            DiameterServer server, Subscriptions subscriptions, ServiceProfiles profiles, ChargingNames charging) {
        this.charging = Charging.of(charging);
        this.server = server;
        this.subscriptions = subscriptions;
        this.profiles = new UserProfiles(profiles);
    }

    /** De-registers all identities of a user, and tells its S-CSCF. */
    public Told deregister(Impi impi, ReasonCode reason) {
        Optional<Subscription> served =
                subscriptions.of(impi).filter(each -> each.serving().isPresent());
        if (served.isEmpty()) {
            return new Told.NobodyToTell();
        }
        Subscription subscription = served.get();
        ServingNode node = subscription.serving().orElseThrow();
        subscription.sets().forEach(set -> release(impi, set));
        var request = new RegistrationTerminationRequest(
                envelope(node),
                impi.value(),
                Optional.empty(),
                List.of(),
                identities(subscription),
                DeregistrationReason.of(reason),
                Optional.empty(),
                List.of());
        return tell(node, request);
    }

    /** All that are served: named, as other S-CSCFs take no RTR for a private identity alone (Kamailio's does not). */
    private static List<String> identities(Subscription subscription) {
        return subscription.sets().stream()
                .filter(set -> set.state().isServed())
                .flatMap(set -> set.identities().stream())
                .map(each -> each.impu().value())
                .toList();
    }

    /** Sends the user's present profile, set by set, to its S-CSCF. */
    public Told pushProfile(Impi impi) {
        Told told = new Told.NobodyToTell();
        Optional<Subscription> subscription = subscriptions.of(impi);
        Optional<ServingNode> node = subscription.flatMap(Subscription::serving);
        if (node.isEmpty()) {
            return told;
        }
        for (ImplicitSet set : subscription.get().sets()) {
            if (set.state().isServed()) {
                told = tell(node.get(), profile(subscription.get(), set, node.get()));
            }
        }
        return told;
    }

    private PushProfileRequest profile(Subscription subscription, ImplicitSet set, ServingNode node) {
        String xml = profiles.write(subscription, set);
        return new PushProfileRequest(
                envelope(node),
                subscription.impi().value(),
                List.of(),
                Optional.of(xml),
                charging,
                Optional.empty(),
                List.of());
    }

    private void release(Impi impi, ImplicitSet named) {
        Contention.decide(
                () -> subscriptions.of(impi).flatMap(now -> {
                    ImplicitSet set = now.sets().stream()
                            .filter(each -> each.id() == named.id())
                            .findFirst()
                            .orElse(named);
                    Change change = Change.of(now, set)
                            .served(Optional.empty())
                            .state(RegistrationState.NOT_REGISTERED)
                            .restoration(Optional.empty())
                            .pending(false);
                    return subscriptions.change(now, change) ? Optional.of(true) : Optional.empty();
                }),
                () -> false);
    }

    private <A extends CxAnswer> Told tell(ServingNode node, CxRequest<A> request) {
        return switch (server.ask(request.envelope().destinationHost().orElseThrow(), request, DEADLINE)) {
            case Outcome.Answered<A>(var answer) when answer.result().success() -> new Told.Confirmed(node.name());
            case Outcome.Answered<A>(var answer) -> new Told.Unconfirmed(node.name(), "answered " + answer.result());
            case Outcome.Unanswered<A>(var reason) -> new Told.Unconfirmed(node.name(), reason.name());
        };
    }

    private Envelope envelope(ServingNode node) {
        return Envelope.session("hss;" + UUID.randomUUID()).to(peer(node)).toRealm(node.realm());
    }

    /** The host that last spoke for the S-CSCF, or when it is gone another of its cluster, which shares its name. */
    private String peer(ServingNode node) {
        if (server.connected().contains(node.host())) {
            return node.host();
        }
        return server.connected().stream()
                .filter(each -> role(each).equals(role(node.host())))
                .findAny()
                .orElse(node.host());
    }

    /** "cscf" of "cscf-2.ims.example". */
    private static String role(String host) {
        String id = host.split("\\.", 2)[0];
        return id.contains("-") ? id.substring(0, id.lastIndexOf('-')) : id;
    }
}
