package io.carillon.msrp;

import io.carillon.msrp.MsrpHead.Header;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The relay of clients that have proved who they are (RFC 4976 §5, §6): each gets a URI of the relay's own, and what is
 * sent by that URI goes on to the client, or from the client to whom its paths name.
 */
final class MsrpRelay {
    private static final Logger LOG = LoggerFactory.getLogger(MsrpRelay.class);
    private static final int MOST_ATTEMPTS = 5;
    private static final int MOST_GRANTS = 16;

    private final MsrpEndpoint endpoint;
    private final RelaySettings settings;
    private final ConcurrentMap<MsrpConnection, Client> clients = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, RelayGrant> grants = new ConcurrentHashMap<>();

    MsrpRelay(MsrpEndpoint endpoint, RelaySettings settings) {
        this.endpoint = endpoint;
        this.settings = settings;
    }

    /** One that asked; on its event loop. */
    private static final class Client {
        private final RelayDigest digest = new RelayDigest();
        private final ConcurrentMap<MsrpUri, RelayGrant> grants = new ConcurrentHashMap<>();
        private int failed;
    }

    RelaySettings settings() {
        return settings;
    }

    MsrpEndpoint endpoint() {
        return endpoint;
    }

    int size() {
        return grants.size();
    }

    /** The client's, if the URI is one that was given out and is still good. */
    Optional<RelayGrant> grant(MsrpUri uri) {
        var found = grants.get(uri.session());
        if (found != null && found.isOver(settings.clock().instant())) {
            forget(found);
            return Optional.empty();
        }
        return Optional.ofNullable(found).filter(each -> uri.secure());
    }

    private void forget(RelayGrant grant) {
        grants.remove(grant.uri().session(), grant);
        grant.end();
        var client = clients.get(grant.client());
        if (client != null) {
            client.grants.values().remove(grant);
        }
    }

    private Client client(MsrpConnection connection) {
        return clients.computeIfAbsent(connection, fresh -> {
            connection.closed(() -> {
                var gone = clients.remove(connection);
                if (gone != null) {
                    gone.grants.values().forEach(this::forget);
                }
            });
            return new Client();
        });
    }

    /** AUTH: a challenge, or a URI for whom the answer fits (§5.1). */
    Intake auth(MsrpConnection connection, MsrpHead.Request request) {
        var self = request.path("To-Path").getLast();
        if (!connection.isSecure() || request.path("To-Path").size() > 1) {
            // Passwords are proved inside TLS only; for other relays than this one we ask nobody.
            return new Intake.Refused(connection, request, connection.isSecure() ? 501 : 403, self);
        }
        var client = client(connection);
        var now = settings.clock().instant();
        var answer = request.first("Authorization").map(RelayDigest.Answer::parse);
        if (answer.isEmpty()) {
            return challenged(connection, request, client, now, false);
        }
        var known = answer.get();
        var password = settings.accounts().password(known.get("username"));
        boolean right = known.get("realm").equals(settings.realm())
                && known.isBy(password.orElse("\0nobody's"), self.text())
                && password.isPresent();
        boolean fresh = client.digest.isFresh(known.get("nonce"), now);
        if (!right || !fresh) {
            if (!right && ++client.failed >= MOST_ATTEMPTS) {
                LOG.warn("A client of the MSRP relay is given up after {} wrong passwords", MOST_ATTEMPTS);
                return new Intake.Answered(connection, request, 403, self, List.of(), true);
            }
            return challenged(connection, request, client, now, right);
        }
        return granted(connection, request, client, known.proof(password.orElseThrow(), self.text()));
    }

    private Intake challenged(
            MsrpConnection connection, MsrpHead.Request request, Client client, Instant now, boolean stale) {
        var challenge = "Digest realm=\"" + settings.realm() + "\", qop=\"auth\", nonce=\"" + client.digest.nonce(now)
                + "\"" + (stale ? ", stale=true" : "");
        return answered(connection, request, 401, new Header("WWW-Authenticate", challenge));
    }

    private static Intake answered(MsrpConnection connection, MsrpHead.Request request, int status, Header... headers) {
        return new Intake.Answered(
                connection, request, status, request.path("To-Path").getLast(), List.of(headers), false);
    }

    private Intake granted(MsrpConnection connection, MsrpHead.Request request, Client client, String proof) {
        var wanted = request.first("Expires").map(MsrpRelay::seconds).orElse(settings.usual());
        if (wanted.compareTo(settings.shortest()) < 0) {
            return answered(connection, request, 423, header("Min-Expires", settings.shortest()));
        }
        if (wanted.compareTo(settings.longest()) > 0) {
            return answered(connection, request, 423, header("Max-Expires", settings.longest()));
        }
        var until = settings.clock().instant().plus(wanted);
        var asker = request.path("From-Path").getFirst();
        var before = client.grants.get(asker);
        if (before == null && client.grants.size() >= MOST_GRANTS) {
            return answered(connection, request, 403);
        }
        var grant = before == null ? new RelayGrant(endpoint.freshName(), connection) : before;
        grant.lasts(until);
        client.grants.put(asker, grant);
        grants.put(grant.uri().session(), grant);
        return answered(
                connection,
                request,
                200,
                new Header("Use-Path", grant.uri().text()),
                header("Expires", wanted),
                new Header("Authentication-Info", proof));
    }

    private static Header header(String name, Duration value) {
        return new Header(name, Long.toString(value.toSeconds()));
    }

    private static Duration seconds(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw MsrpException.malformed("Expires is no number");
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }

    /** SEND and REPORT go on; nobody else's paths are followed (§6.1, §6.3). */
    Intake forward(MsrpConnection connection, MsrpHead.Request request, RelayGrant grant) {
        var to = request.path("To-Path");
        boolean report = request.is("REPORT");
        if (to.size() < 2) {
            return report ? new Intake.Ignored() : new Intake.Refused(connection, request, 481, grant.uri());
        }
        var next = to.get(1);
        var from = request.path("From-Path").getFirst();
        boolean outward = connection == grant.client();
        if (outward && !grant.knows(next) && !settings.reach().test(next)) {
            LOG.info("The MSRP relay does not go to {}", next);
            return report ? new Intake.Ignored() : new Intake.Refused(connection, request, 403, grant.uri());
        }
        if (!outward) {
            grant.heardOf(from, connection);
        }
        var hop = outward ? grant.hopTo(next, endpoint) : RelayHop.of(grant.client());
        try {
            return new Relaying(connection, hop, request, grant.uri());
        } catch (MsrpException e) {
            return new Intake.Refused(connection, request, e.status(), grant.uri());
        }
    }
}
