package io.carillon.node;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * With {@code carillon.rehearsal=true} the node ends in good order as soon as its own wire has answered it, asked over
 * HTTP as others ask: what a start-up cache (JEP 483) learns from. Being no bean, it leaves the context as it is in service.
 */
final class Rehearsal implements ApplicationListener<ApplicationReadyEvent> {
    private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);
    private static final int TRIES = 40;
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int PAUSE_MILLIS = 250;

    /** Ends the process with that status. */
    interface Exit {
        void with(int status);
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        ConfigurableApplicationContext node = ready.getApplicationContext();
        if (node.getEnvironment().getProperty("carillon.rehearsal", Boolean.class, false)) {
            Thread.ofPlatform().name("rehearsal").start(() -> end(node));
        }
    }

    private static void end(ConfigurableApplicationContext node) {
        Exit exit = node.getBeanProvider(Exit.class).getIfAvailable(() -> System::exit);
        boolean answers = answers(node);
        log.info("The rehearsal ends: the node {}", answers ? "answers" : "does not answer");
        exit.with(SpringApplication.exit(node, () -> answers ? 0 : 1));
    }

    private static boolean answers(ConfigurableApplicationContext node) {
        try {
            for (int i = 0; i < TRIES; i++) {
                if (status(node) == HttpURLConnection.HTTP_OK) {
                    return true;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static int status(ConfigurableApplicationContext node) {
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
