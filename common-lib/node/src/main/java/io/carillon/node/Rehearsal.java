package io.carillon.node;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;

/**
 * With {@code carillon.rehearsal=true} the node ends in good order as soon as its own wire has answered it, asked over
 * HTTP as others ask: what a start-up cache (JEP 483) learns from.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty("carillon.rehearsal")
public class Rehearsal {
    private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);
    private static final int TRIES = 40;
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int PAUSE_MILLIS = 250;

    private final ConfigurableApplicationContext node;
    private final Exit exit;

    /** Ends the process with that status. */
    interface Exit {
        void with(int status);
    }

    Rehearsal(ConfigurableApplicationContext node, ObjectProvider<Exit> exit) {
        this.node = node;
        this.exit = exit.getIfAvailable(() -> System::exit);
    }

    @EventListener
    void rehearse(ApplicationReadyEvent ready) {
        Thread.ofPlatform().name("rehearsal").start(this::end);
    }

    private void end() {
        boolean answers = answers();
        log.info("The rehearsal ends: the node {}", answers ? "answers" : "does not answer");
        exit.with(SpringApplication.exit(node, () -> answers ? 0 : 1));
    }

    private boolean answers() {
        try {
            for (int i = 0; i < TRIES; i++) {
                if (status() == HttpURLConnection.HTTP_OK) {
                    return true;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private int status() {
        String host = node.getEnvironment().getProperty("server.address", "127.0.0.1");
        String port = node.getEnvironment().getProperty("local.server.port");
        URI uri = URI.create("http://" + host + ":" + port + "/actuator/health/functional");
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            return connection.getResponseCode();
        } catch (IOException e) {
            log.info("No answer yet: {}", e.toString());
            return -1;
        }
    }
}
