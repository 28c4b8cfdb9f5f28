package io.carillon.sbc.adapter.http;

import io.carillon.node.trace.TraceContext;
import io.carillon.sbc.policy.PolicyFunction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The N5 client (TS 29.514 §4.2): an Individual Application Session Context for each call, and for each phone's way to us,
 * whose URI names the session.
 */
public final class N5Policy implements PolicyFunction {
    private static final Logger LOG = LoggerFactory.getLogger(N5Policy.class);
    private static final int GONE = 404;
    private static final int UNAUTHORIZED = 401;

    private final ServiceClient client;
    private final Repository repository;
    private final JsonMapper json;
    private final NotificationUris notifications;

    public N5Policy(ServiceClient client, Repository repository, JsonMapper json, NotificationUris notifications) {
        this.client = client;
        this.repository = repository;
        this.json = json;
        this.notifications = notifications;
    }

    /** Made, or changed; one that the PCF has lost is made anew (§4.2.2, §4.2.3, §5.3.3.3.2). */
    @Override
    public Authorization authorize(MediaSession wanted) {
        var known = wanted.session().filter(N5Policy::isOurs);
        var context = SessionContexts.of(wanted, notifications.of(wanted.chargingIdentifier(), wanted.subscriber()));
        if (known.isPresent()) {
            var changed = change(known.get(), context);
            if (changed != null) {
                return changed;
            }
        }
        return made(context);
    }

    /** At the first PCF that has an answer. */
    private Authorization made(Map<String, Object> context) {
        Authorization last = new Authorization.Unavailable("", "no PCF");
        for (var pcf : repository.policyFunctions()) {
            last = make(pcf, context);
            if (!(last instanceof Authorization.Unavailable)) {
                return last;
            }
        }
        return last;
    }

    /** Whether this session is one of N5. */
    public static boolean isOurs(String session) {
        return session.startsWith("http://") || session.startsWith("https://");
    }

    private interface Asking {
        ServiceClient.Answer with(String token) throws IOException;
    }

    /** With what the PCF wants to see of us; one that it takes no more is fetched anew, once. */
    private ServiceClient.Answer asked(Asking asking) throws IOException {
        var answer = asking.with(repository.token());
        if (answer.status() != UNAUTHORIZED) {
            return answer;
        }
        repository.tokenRefused();
        return asking.with(repository.token());
    }

    /** Of a session that has its URI, by which it is traced. */
    private ServiceClient.Answer asked(String session, Asking asking) throws IOException {
        return asked(token -> TraceContext.call(List.of(session), () -> asking.with(token)));
    }

    private Authorization make(URI pcf, Map<String, Object> context) {
        try {
            var answer =
                    asked(token -> client.post(pcf.resolve("app-sessions"), json.writeValueAsString(context), token));
            if (answer.status() == 201 && !answer.location().isEmpty()) {
                return new Authorization.Granted(answer.location());
            }
            return refused(answer);
        } catch (IOException e) {
            return new Authorization.Unavailable("", String.valueOf(e.getMessage()));
        }
    }

    /** @return null if the PCF knows nothing of it */
    private @org.jspecify.annotations.Nullable Authorization change(String session, Map<String, Object> context) {
        try {
            var answer =
                    asked(session, token -> client.merge(URI.create(session), json.writeValueAsString(context), token));
            if (answer.status() == GONE) {
                LOG.info("The PCF has lost {}: it is made anew", session);
                return null;
            }
            return answer.succeeded() ? new Authorization.Granted(session) : refused(answer);
        } catch (IOException e) {
            return new Authorization.Unavailable(session, String.valueOf(e.getMessage()));
        }
    }

    /** A server error is no decision (TS 29.500 §5.2.7.2); the cause is in the problem details. */
    private Authorization refused(ServiceClient.Answer answer) {
        var cause = cause(answer.body());
        return answer.status() >= 500
                ? new Authorization.Unavailable("", answer.status() + " " + cause)
                : new Authorization.Refused(answer.status() + " " + cause);
    }

    private String cause(String body) {
        try {
            return json.readTree(body).path("cause").asString("");
        } catch (JacksonException e) {
            return "";
        }
    }

    @Override
    public Authorization watchSignalling(InetAddress ue, String subscriber, String access) {
        return made(SessionContexts.ofPath(ue, subscriber, notifications.ofPath(ue)));
    }

    /** No session comes of it (§5.3.2.4.2). */
    @Override
    public void restore(String session, InetAddress ue, String subscriber) {
        try {
            var whose = json.writeValueAsString(SessionContexts.restoration(ue));
            var collection = URI.create(session).resolve("pcscf-restoration");
            var answer = asked(token -> client.post(collection, whose, token));
            LOG.info("{} shall find another border: {}", subscriber, answer.status());
        } catch (IOException e) {
            LOG.warn("{} is not told to find another border: {}", subscriber, e.getMessage());
        }
    }

    @Override
    public void adopt(String session, InetAddress ue, String subscriber, String chargingIdentifier) {
        try {
            var events = SessionContexts.events(notifications.of(chargingIdentifier, subscriber));
            var here = json.writeValueAsString(Map.of("ascReqData", Map.of("evSubsc", events)));
            asked(session, token -> client.merge(URI.create(session), here, token));
        } catch (IOException e) {
            LOG.warn("{} stays with a node that is gone: {}", session, e.getMessage());
        }
    }

    /** §4.2.4. */
    @Override
    public void release(String session) {
        try {
            asked(session, token -> client.post(URI.create(session + "/delete"), "{}", token));
        } catch (IOException e) {
            LOG.warn("{} is not ended at the PCF: {}", session, e.getMessage());
        }
    }
}
