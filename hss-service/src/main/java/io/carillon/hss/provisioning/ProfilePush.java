package io.carillon.hss.provisioning;

import io.carillon.hss.cx.CxPush;
import io.carillon.hss.cx.CxPush.Told;
import io.carillon.hss.sh.ShPush;
import io.carillon.hss.subscriber.ServiceProfile;
import io.carillon.hss.subscriber.Subscribers;
import io.carillon.hss.subscriber.Subscriptions;
import io.carillon.identity.Impi;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Tells the S-CSCFs of a profile's subscribers, and application servers that watch them, that it changed: one PPR after
 * the other, so that they stay a trickle.
 */
@Component
class ProfilePush implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(ProfilePush.class);
    private static final int BATCH = 100;

    private final ExecutorService pushing = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("profile-push").factory());
    private final Subscribers subscribers;
    private final Subscriptions subscriptions;
    private final CxPush cx;
    private final ShPush sh;

    ProfilePush(Subscribers subscribers, Subscriptions subscriptions, CxPush cx, ShPush sh) {
        this.subscribers = subscribers;
        this.subscriptions = subscriptions;
        this.cx = cx;
        this.sh = sh;
    }

    void changed(String profile, Optional<ServiceProfile> before, ServiceProfile after) {
        Set<String> servers = before.map(after::differingServers).orElse(Set.of());
        pushing.execute(() -> {
            try {
                sh.profileChanged(profile, servers, subscriptions);
                push(profile);
            } catch (RuntimeException stopped) {
                log.warn("profile {} was not told to everybody: {}", profile, stopped.getMessage());
            }
        });
    }

    private void push(String profile) {
        Optional<Impi> last = Optional.empty();
        List<Impi> batch;
        do {
            batch = subscribers.servedWith(profile, last, BATCH);
            for (Impi each : batch) {
                if (cx.pushProfile(each) instanceof Told.Unconfirmed(var scscf, var reason)) {
                    log.warn("{} did not take profile {} of {}: {}", scscf, profile, each, reason);
                }
                last = Optional.of(each);
            }
        } while (batch.size() == BATCH && !Thread.currentThread().isInterrupted());
    }

    @Override
    public void destroy() {
        pushing.shutdownNow();
    }
}
