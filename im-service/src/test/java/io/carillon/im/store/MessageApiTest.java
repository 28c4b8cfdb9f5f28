package io.carillon.im.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.im.Rest;
import io.carillon.im.SharedIm;
import io.carillon.im.User;
import io.carillon.node.admin.AdminRole;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The history over REST, out of a real HBase. */
class MessageApiTest {
    private final Instant start = Instant.now().minus(Duration.ofMinutes(10)).truncatedTo(ChronoUnit.MILLIS);
    private final User alice = User.fresh("alice");
    private final User bob = User.fresh("bob");
    private final User carol = User.fresh("carol");
    private final History history = SharedIm.get().bean(History.class);
    private final Rest operator = new Rest(SharedIm.get(), AdminRole.OPERATOR);

    private StoredMessage written(int second, String sender, String recipient, String text) {
        var at = start.plusSeconds(second);
        var message = StoredMessage.accepted(
                MessageId.of(at, sender, text), Kind.TEXT, sender, recipient, "text/plain", Optional.of(text), at);
        history.record(message);
        return message;
    }

    private JsonNode find(String query) {
        var answer = operator.get("/api/v1/messages?" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Rest.json(answer);
    }

    private static java.util.List<String> texts(JsonNode page) {
        return page.get("messages")
                .valueStream()
                .map(each -> each.get("text").asString())
                .toList();
    }

    @Test
    void both_sides_newest_first_with_states() {
        var first = written(1, alice.sip(), bob.sip(), "hello");
        written(2, bob.sip(), alice.sip(), "hello yourself");
        history.change(first, State.FAILED, start.plusSeconds(5), "SIP 603");
        var page = find("user=" + Rest.encoded(alice.sip()));
        assertThat(texts(page)).containsExactly("hello yourself", "hello");
        var sent = page.get("messages").get(1);
        assertThat(sent.get("direction").asString()).isEqualTo("sent");
        assertThat(sent.get("id").asString()).isEqualTo(first.id().value());
        assertThat(sent.get("peer").asString()).isEqualTo(bob.sip());
        assertThat(sent.get("state").asString()).isEqualTo("failed");
        assertThat(sent.get("why").asString()).isEqualTo("SIP 603");
        assertThat(sent.get("states").get("accepted").asString())
                .isEqualTo(start.plusSeconds(1).toString());
        assertThat(page.get("messages").get(0).get("direction").asString()).isEqualTo("received");
        assertThat(page.get("next").isNull()).isTrue();
    }

    @Test
    void by_peer_and_by_time() {
        written(1, alice.sip(), bob.sip(), "to bob");
        written(2, alice.sip(), carol.sip(), "to carol");
        written(3, bob.sip(), alice.sip(), "from bob");
        var user = "user=" + Rest.encoded(alice.sip());
        assertThat(texts(find(user + "&peer=" + Rest.encoded(bob.sip())))).containsExactly("from bob", "to bob");
        assertThat(texts(find(user + "&from=" + start.plusSeconds(2) + "&to=" + start.plusSeconds(3))))
                .containsExactly("to carol");
    }

    @Test
    void by_text_for_who_may_read_it() {
        written(1, alice.sip(), bob.sip(), "The Parcel is here");
        written(2, alice.sip(), bob.sip(), "no");
        var query = "user=" + Rest.encoded(alice.sip()) + "&text=parcel";
        assertThat(texts(find(query))).containsExactly("The Parcel is here");
        var viewer = new Rest(SharedIm.get(), AdminRole.VIEWER).get("/api/v1/messages?" + query);
        assertThat(viewer.statusCode()).isEqualTo(403);
    }

    @Test
    void page_after_page_gives_each_message_once() {
        for (int i = 0; i < 25; i++) {
            written(i, alice.sip(), bob.sip(), "message " + i);
        }
        var seen = new ArrayList<String>();
        var query = "user=" + Rest.encoded(alice.sip()) + "&limit=10";
        var page = find(query);
        seen.addAll(texts(page));
        while (!page.get("next").isNull()) {
            page = find(query + "&page=" + page.get("next").asString());
            seen.addAll(texts(page));
        }
        var expected = new ArrayList<String>();
        for (int i = 24; i >= 0; i--) {
            expected.add("message " + i);
        }
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void the_number_is_the_same_user() {
        SharedIm.get().bean(Aliases.class).learn(Set.of(bob.sip(), bob.tel()));
        written(1, alice.sip(), bob.tel(), "by number");
        assertThat(texts(find("user=" + Rest.encoded(bob.sip())))).containsExactly("by number");
    }

    @Test
    void a_viewer_sees_no_text() {
        written(1, alice.sip(), bob.sip(), "private");
        var answer =
                new Rest(SharedIm.get(), AdminRole.VIEWER).get("/api/v1/messages?user=" + Rest.encoded(alice.sip()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("private").contains(bob.sip());
    }

    /** Under every name; the peer keeps what was said. */
    @Test
    void a_user_s_history_is_deleted_by_operators() {
        SharedIm.get().bean(Aliases.class).learn(Set.of(bob.sip(), bob.tel()));
        written(1, alice.sip(), bob.sip(), "by name");
        written(2, alice.sip(), bob.tel(), "by number");
        var path = "/api/v1/messages?user=" + Rest.encoded(bob.sip());
        var viewer = new Rest(SharedIm.get(), AdminRole.VIEWER);
        assertThat(viewer.delete(path).statusCode()).isEqualTo(403);
        var answer = operator.delete(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Rest.json(answer).get("entries").asInt()).isEqualTo(2);
        assertThat(texts(find("user=" + Rest.encoded(bob.tel())))).isEmpty();
        assertThat(texts(find("user=" + Rest.encoded(alice.sip())))).containsExactly("by number", "by name");
    }

    @Test
    void what_cannot_be_understood_is_told() {
        for (var bad : new String[] {
            "", "user=nobody", "user=sip:a@b.c&limit=0", "user=sip:a@b.c&page=!", "user=sip:a@b.c&from=yesterday"
        }) {
            var answer = operator.get("/api/v1/messages?" + bad);
            assertThat(answer.statusCode()).as(bad).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        }
    }
}
