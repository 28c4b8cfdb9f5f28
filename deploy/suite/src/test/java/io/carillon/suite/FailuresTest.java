package io.carillon.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.RequestEdit;
import io.carillon.trace.Verdict.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The console names the cause of what was provoked: every line is a failure of real phones in the running house. It
 * waits most of its time for timers of SIP, and has users of its own: other tests run beside it.
 */
@ExtendWith(OneHouse.class)
@Execution(ExecutionMode.CONCURRENT)
class FailuresTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int AT_ONCE = 16;

    /** @param way what happens to the user of that name */
    private record Failure(Kind verdict, String method, Consumer<String> way) {
        String user() {
            return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Office office;
    private final Failures failures;

    FailuresTest(House house) {
        office = house.office();
        failures = new Failures(office);
    }

    /** All are provoked at once, first those that take the half minute of a SIP timer; then each is looked up. */
    @TestFactory
    @Execution(ExecutionMode.SAME_THREAD)
    Stream<DynamicTest> the_console_names_the_cause() {
        var all = Stream.concat(calls(), registrations()).toList();
        var provoked = new LinkedHashMap<Failure, Future<?>>();
        try (var phones = Executors.newFixedThreadPool(AT_ONCE)) {
            all.forEach(each ->
                    provoked.put(each, phones.submit(() -> each.way().accept(each.user()))));
        }
        return all.stream()
                .map(each -> DynamicTest.dynamicTest(each.user(), () -> {
                    provoked.get(each).get();
                    await().atMost(PATIENCE)
                            .untilAsserted(() -> assertThat(verdict(each)).startsWith(each.verdict() + ":"));
                }));
    }

    private String verdict(Failure failure) {
        return office.verdict(failure.method(), failure.user() + "@")
                .map(found -> found.path("kind").asString().toUpperCase(Locale.ROOT) + ": "
                        + found.path("text").asString())
                .orElse("nothing is traced");
    }

    private Stream<Failure> registrations() {
        return Stream.of(
                registration(Kind.SUBSCRIBER_UNKNOWN, failures::nobody),
                registration(Kind.WRONG_PASSWORD, failures::wrongPassword),
                registration(Kind.IDENTITIES_DO_NOT_MATCH, failures::anothersIdentity),
                registration(Kind.SIM_REFUSED_NETWORK, failures::wrongKeyInTheSim),
                registration(Kind.WRONG_SIM_KEY, failures::wrongResponse),
                registration(Kind.CHALLENGE_UNANSWERED, failures::noAnswerToTheChallenge),
                registration(Kind.EXPIRY_TOO_SHORT, failures::tooShort));
    }

    private Stream<Failure> calls() {
        return Stream.of(
                call(Kind.PHONE_SILENT, failures::calleeIsSilent),
                call(Kind.BYE_UNANSWERED, failures::calleeVanishesInTheCall),
                call(Kind.ACK_MISSING, failures::noAcknowledgement),
                call(Kind.NO_REPLY, failures::rangAndNobodyCame),
                call(Kind.BUSY, user -> failures.refused(user, 486)),
                call(Kind.DECLINED, user -> failures.refused(user, 603)),
                call(Kind.NO_COMMON_CODEC, user -> failures.refused(user, 488)),
                call(Kind.PRECONDITION_FAILED, user -> failures.refused(user, 580)),
                call(Kind.REDIRECTED, user -> failures.refused(user, 302)),
                call(Kind.SERVER_FAILED, user -> failures.refused(user, 500)),
                call(Kind.CALLER_GAVE_UP, failures::gaveUp),
                call(Kind.CALLER_GAVE_UP_EARLY, failures::gaveUpBeforeItRang),
                call(Kind.NOT_REGISTERED, failures::calleeIsNotThere),
                call(Kind.NUMBER_UNKNOWN, failures::nobodyHasThisName),
                call(Kind.POLICY_REFUSED, failures::policyRefuses),
                call(Kind.BEARER_LOST, failures::bearerIsLost),
                call(Kind.NO_CREDIT, failures::noCredit),
                call(Kind.BARRED, failures::barred),
                call(Kind.ANONYMOUS_REFUSED, failures::anonymous),
                call(Kind.FORBIDDEN, failures::withoutRegistration),
                call(Kind.LOOP, user -> failures.odd(user, invite -> invite.set(HeaderName.MAX_FORWARDS, 0))),
                call(
                        Kind.EXTENSION_REFUSED,
                        user -> failures.odd(user, invite -> invite.append(HeaderName.PROXY_REQUIRE, "x-y"))),
                call(Kind.SESSION_INTERVAL_TOO_SMALL, user -> failures.odd(user, FailuresTest::soon)));
    }

    /** A session that is to be refreshed every ten seconds (RFC 4028 §8.1). */
    private static void soon(RequestEdit invite) {
        invite.append(HeaderName.SUPPORTED, "timer").append(HeaderName.SESSION_EXPIRES, 10);
    }

    private static Failure registration(Kind verdict, Consumer<String> way) {
        return new Failure(verdict, Method.REGISTER, way);
    }

    private static Failure call(Kind verdict, Consumer<String> way) {
        return new Failure(verdict, Method.INVITE, way);
    }
}
