package io.carillon.node.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.carillon.node.logging.LoggingDocument.Followed;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggingSystem;

class LogVolumeTest {
    private static final String ALICE = "sip:alice@home";
    private static final Logger FLOW = (Logger) LoggerFactory.getLogger("io.carillon.test.Flow");
    private static final Logger STRANGE = (Logger) LoggerFactory.getLogger("org.strange.Library");

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final CallLog calls = new CallLog(true, IdentityMask.MASKED, Clock.systemUTC());
    private final LogVolume volume = new LogVolume(
            new LogLevels(LoggingSystem.get(LogVolumeTest.class.getClassLoader())), calls, Clock.systemUTC());

    @BeforeEach
    void listen() {
        lines.start();
        for (var logger : List.of(FLOW, STRANGE)) {
            logger.setLevel(Level.INFO);
            logger.addAppender(lines);
        }
    }

    @AfterEach
    void close() {
        volume.close();
        FLOW.detachAppender(lines);
        STRANGE.detachAppender(lines);
    }

    private void workOn(String callId) {
        calls.run(callId, () -> {
            FLOW.debug("detail of {}", callId);
            STRANGE.debug("detail of {}", callId);
        });
    }

    private void follow(String subscriber, Instant until) {
        volume.set(new LoggingDocument(Map.of(), List.of(new Followed(subscriber, "debug", until))));
    }

    @Test
    void of_a_followed_subscriber_more_is_logged_and_of_nobody_else() {
        follow(ALICE, Instant.now().plusSeconds(600));
        calls.seen("of-alice", List.of("of-alice", ALICE, "sip:bob@home"), () -> "INVITE");
        calls.seen("of-carol", List.of("of-carol", "sip:carol@home"), () -> "INVITE");
        calls.seen("of-alice", List.of("of-alice"), () -> "an answer that names nobody");
        workOn("of-alice");
        workOn("of-carol");
        assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly("detail of of-alice");
        assertThat(lines.list.getFirst().getMDCPropertyMap())
                .containsEntry("call_id", "of-alice")
                .containsEntry("impu", "sip:al***@home");
        FLOW.debug("of no call");
        assertThat(lines.list).hasSize(1);
    }

    @Test
    void it_ends_by_itself() {
        follow(ALICE, Instant.now().plusMillis(100));
        await().until(() -> volume.document().subscribers().isEmpty());
        calls.seen("of-alice", List.of("of-alice", ALICE), () -> "INVITE");
        workOn("of-alice");
        assertThat(lines.list).isEmpty();
    }

    @Test
    void it_ends_within_a_day() {
        follow(ALICE, Instant.parse("2999-01-01T00:00:00Z"));
        assertThat(volume.document().subscribers())
                .allSatisfy(
                        each -> assertThat(each.until()).isBefore(Instant.now().plusSeconds(86_401)));
    }

    @Test
    void a_loggers_level_is_set_and_comes_back() {
        volume.set(new LoggingDocument(Map.of("io.carillon.test", "TRACE", "io.carillon.test.Flow", "ERROR"), null));
        assertThat(FLOW.getEffectiveLevel()).isEqualTo(Level.ERROR);
        volume.set(new LoggingDocument(Map.of("io.carillon.test", "TRACE"), null));
        assertThat(FLOW.getEffectiveLevel()).isEqualTo(Level.INFO);
        volume.set(LoggingDocument.NONE);
        assertThat(((Logger) LoggerFactory.getLogger("io.carillon.test")).getLevel())
                .isNull();
    }

    @Test
    void what_is_no_level_or_names_nobody_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LoggingDocument(Map.of("a", "loud"), null))
                .withMessageContaining("loud");
        assertThatIllegalArgumentException().isThrownBy(() -> new LoggingDocument(Map.of("a b", "INFO"), null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Followed("", "DEBUG", Instant.now()));
    }

    @Test
    void an_identity_is_masked_but_for_its_beginning_and_its_domain() {
        assertThat(IdentityMask.MASKED.apply("tel:+15550301")).isEqualTo("tel:+155***");
        assertThat(IdentityMask.MASKED.apply("sip:+15550301@home")).isEqualTo("sip:+155***@home");
        assertThat(IdentityMask.MASKED.apply("sip:a@home")).isEqualTo("sip:***@home");
        assertThat(IdentityMask.FULL.apply(ALICE)).isEqualTo(ALICE);
    }

    @Test
    void nobody_is_looked_up_while_nobody_wants_to_know() {
        var quiet = new CallLog(false, IdentityMask.FULL, Clock.systemUTC());
        assertThat(quiet.wants()).isFalse();
        quiet.follow(List.of(new Followed(ALICE, "TRACE", Instant.now().plusSeconds(60))));
        assertThat(quiet.wants()).isTrue();
    }
}
