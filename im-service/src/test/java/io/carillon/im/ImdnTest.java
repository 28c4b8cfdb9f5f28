package io.carillon.im;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.im.store.History;
import io.carillon.im.store.History.Query;
import io.carillon.im.store.State;
import io.carillon.im.store.StoredMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Delivered and displayed, from the reader's phone to the sender's and into the history (RFC 5438). */
class ImdnTest {
    private static final TestIm im = SharedIm.get();
    private static final FakeScscf scscf = SharedIm.SCSCF;

    private final User alice = User.fresh("alice");
    private final User bob = User.fresh("bob");
    private final String name = UUID.randomUUID().toString();

    /** A message with a name, whose sender wants to hear of it. */
    private String wrapped(String text) {
        return "From: <" + alice.sip() + ">\r\nTo: <" + bob.sip()
                + ">\r\nNS: imdn <urn:ietf:params:imdn>\r\nimdn.Message-ID: "
                + name + "\r\nimdn.Disposition-Notification: positive-delivery, display\r\n\r\n"
                + "Content-type: text/plain\r\n\r\n" + text;
    }

    private String notice(String kind, String status) {
        return "From: <" + bob.sip() + ">\r\nTo: <" + alice.sip() + ">\r\n\r\nContent-type: message/imdn+xml\r\n"
                + "Content-Disposition: notification\r\n\r\n<?xml version=\"1.0\"?><imdn xmlns=\"urn:ietf:params:xml:ns:imdn\">"
                + "<message-id>" + name + "</message-id><datetime>2026-11-21T12:00:00Z</datetime><" + kind
                + "-notification><status><" + status + "/></status></" + kind + "-notification></imdn>";
    }

    private int sends(User sender, User recipient, String body, int phoneSays) {
        var message = FakeScscf.message(recipient.sip(), sender, recipient.sip(), "term")
                .body("message/cpim", body)
                .build();
        var answer =
                CompletableFuture.supplyAsync(() -> scscf.sends(im, message).status());
        scscf.receivesFor(recipient.sip()).answers(phoneSays);
        return answer.join();
    }

    private List<StoredMessage> history(User user) {
        var query = new Query(
                Set.of(user.sip()), Set.of(), Instant.EPOCH, Instant.now().plusSeconds(60), 50, Optional.empty());
        return im.bean(History.class).find(query).entries().stream()
                .map(History.Entry::message)
                .toList();
    }

    @Test
    void the_history_knows_what_was_seen_and_notices_are_no_messages() {
        assertThat(sends(alice, bob, wrapped("Seen it?"), 200)).isEqualTo(200);
        assertThat(history(alice)).singleElement().satisfies(sent -> {
            assertThat(sent.state()).isEqualTo(State.DELIVERED);
            assertThat(sent.text()).as("without its wrapper").contains("Seen it?");
        });
        assertThat(sends(bob, alice, notice("display", "displayed"), 200)).isEqualTo(200);
        assertThat(history(alice)).singleElement().satisfies(sent -> {
            assertThat(sent.state()).isEqualTo(State.DISPLAYED);
            assertThat(sent.states()).containsKeys(State.ACCEPTED, State.DELIVERED, State.DISPLAYED);
        });
        assertThat(history(bob))
                .singleElement()
                .satisfies(seen -> assertThat(seen.state()).isEqualTo(State.DISPLAYED));
        assertThat(im.cdrs())
                .filteredOn(cdr -> cdr.caller().equals(bob.sip()))
                .as("a notice costs nothing")
                .isEmpty();
    }

    @Test
    void a_notice_for_who_is_away_is_kept() {
        sends(alice, bob, wrapped("Later"), 200);
        assertThat(sends(bob, alice, notice("delivery", "delivered"), 480)).isEqualTo(202);
        scscf.registers(im, alice, 600);
        assertThat(scscf.receivesFor(alice.sip()).answers(200).request().bodyText())
                .isEqualTo(notice("delivery", "delivered"));
    }

    @Test
    void nobody_else_speaks_for_the_reader_and_what_is_no_notice_is_passed_on() {
        sends(alice, bob, wrapped("Mine"), 200);
        var carol = User.fresh("carol");
        assertThat(sends(carol, alice, notice("display", "displayed"), 200)).isEqualTo(200);
        assertThat(sends(bob, alice, notice("display", "displayed").replace("</imdn>", ""), 200))
                .isEqualTo(200);
        assertThat(history(alice))
                .singleElement()
                .satisfies(sent -> assertThat(sent.state()).isEqualTo(State.DELIVERED));
        assertThat(sends(bob, alice, "no wrapper at all", 200)).isEqualTo(200);
    }
}
