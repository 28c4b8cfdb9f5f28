package io.carillon.hss.cx;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.Result;
import io.carillon.diameter.cx.CxAnswer;
import io.carillon.diameter.cx.CxRequest;
import io.carillon.diameter.cx.LocationInfoRequest;
import io.carillon.diameter.cx.MultimediaAuthRequest;
import io.carillon.diameter.cx.ServerAssignmentRequest;
import io.carillon.diameter.cx.UserAuthorizationRequest;
import io.carillon.hss.auth.Vault;
import io.carillon.hss.subscriber.ServiceProfiles;
import io.carillon.hss.subscriber.Subscriptions;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.TransientDataAccessException;

/** The Cx server: which flow answers which command, and what a peer is told when the store does not answer us. */
public final class CxNode implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(CxNode.class);

    private final DiameterServer server;
    private volatile boolean running;

    public CxNode(
            DiameterServer server,
            Subscriptions subscriptions,
            ServiceProfiles profiles,
            Vault vault,
            Set<String> visitedNetworks) {
        this.server = server;
        var identities = new Identities(subscriptions);
        var authorization = new UserAuthorizationFlow(identities, new VisitedNetworks(visitedNetworks));
        var authentication = new MultimediaAuthFlow(subscriptions, vault);
        var assignment = new ServerAssignmentFlow(subscriptions, profiles);
        var location = new LocationInfoFlow(identities, profiles);
        server.handle(UserAuthorizationRequest.class, guarded(authorization::handle, Answers::uaa));
        server.handle(MultimediaAuthRequest.class, guarded(authentication::handle, Answers::maa));
        server.handle(ServerAssignmentRequest.class, guarded(assignment::handle, Answers::saa));
        server.handle(LocationInfoRequest.class, guarded(location::handle, Answers::lia));
    }

    /** A fault of ours is never told as a fault of the user: the S-CSCF makes a 5xx of these, not a 4xx. */
    private static <R extends CxRequest<A>, A extends CxAnswer> Function<R, A> guarded(
            Function<R, A> flow, Function<Result, A> failed) {
        return request -> {
            try {
                return flow.apply(request);
            } catch (TransientDataAccessException contended) {
                log.warn("{} not served: {}", request.sessionId(), reason(contended));
                return failed.apply(BaseResult.TOO_BUSY);
            } catch (DataAccessException away) {
                log.warn("{} not served, the store does not answer: {}", request.sessionId(), reason(away));
                return failed.apply(BaseResult.UNABLE_TO_COMPLY);
            } catch (RuntimeException fault) {
                log.error("{} not served", request.sessionId(), fault);
                return failed.apply(BaseResult.UNABLE_TO_COMPLY);
            }
        };
    }

    private static String reason(DataAccessException failure) {
        return String.valueOf(failure.getMostSpecificCause().getMessage())
                .lines()
                .findFirst()
                .orElse("no reason known");
    }

    @Override
    public void start() {
        server.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        server.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
