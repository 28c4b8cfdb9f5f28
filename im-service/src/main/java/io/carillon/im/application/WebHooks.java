package io.carillon.im.application;

import io.carillon.im.delivery.Carrier;
import io.carillon.im.delivery.Pending;
import io.carillon.im.smsip.Numbering;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings messages to applications: each an HTTP POST of JSON, signed. What is answered with 2xx is delivered; other answers
 * are as those of a phone, so that an application that is away is tried again by the plan of retries.
 *
 * <pre>
 *  Carillon-Event: the message's id, the same in every attempt
 *  Carillon-Signature: t=SECONDS,v1=hex(HMAC-SHA256(secret, "SECONDS.BODY"))
 * </pre>
 */
public final class WebHooks implements Carrier {
    private static final Logger LOG = LoggerFactory.getLogger(WebHooks.class);
    private static final int NO_ANSWER = 408;
    private static final int AWAY = 503;

    private final Map<String, Application> applications;
    private final Carrier network;
    private final HttpClient http;
    private final JsonMapper json;
    private final Duration deadline;
    private final Clock clock;

    /** @param network for who is no application */
    public WebHooks(
            List<Application> applications,
            Numbering numbering,
            Carrier network,
            JsonMapper json,
            Duration deadline,
            Clock clock) {
        this.applications = applications.stream()
                .collect(Collectors.toMap(each -> numbering.identity(each.number()), each -> each));
        this.network = network;
        this.http = HttpClient.newBuilder().connectTimeout(deadline).build();
        this.json = json;
        this.deadline = deadline;
        this.clock = clock;
    }

    @Override
    public Answer send(Pending attempt) {
        var application = applications.get(attempt.recipient());
        return application == null ? network.send(attempt) : new Answer(post(application, attempt), true);
    }

    private int post(Application application, Pending attempt) {
        var body = json.writeValueAsString(HookEvent.of(attempt));
        long seconds = clock.instant().getEpochSecond();
        var request = HttpRequest.newBuilder(application.url())
                .timeout(deadline)
                .header("Content-Type", "application/json")
                .header("Carillon-Event", attempt.id().value())
                .header("Carillon-Signature", "t=" + seconds + ",v1=" + signature(application, seconds + "." + body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        // The request's own time-out ends with the headers: a body without an end must not hold the delivery either.
        var answer = http.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS).statusCode();
        } catch (ExecutionException | TimeoutException e) {
            answer.cancel(true);
            LOG.info(
                    "The application of {} does not take message {}: {}",
                    application.number(),
                    attempt.id(),
                    e.toString());
            return AWAY;
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return NO_ANSWER;
        }
    }

    private static String signature(Application application, String signed) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(application.secret().getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
            return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
