package io.carillon.sip.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two phones ring at once (RFC 3261 §16.7, §16.10). */
class ForkingTest extends ProxyStage {
    @BeforeEach
    void toBobAndToCarol() {
        forwards((request, forward) ->
                Forward.to("core", new Branch(request, bob.hop()), new Branch(request, carol.hop())));
    }

    @Test
    void cancel_reaches_every_branch_and_ends_with_487() {
        var invite = sends("INVITE");
        var atBob = bob.expect("INVITE");
        var atCarol = carol.expect("INVITE");
        bob.reply(atBob, 180);
        alice.expect(180);
        carol.reply(atCarol, 180);
        alice.expect(180);

        alice.send(alice.sibling(invite, "CANCEL", invite.to().toString()), stack.address("core"));
        assertThat(alice.expect(200).method()).isEqualTo("CANCEL");
        bob.reply(bob.expect("CANCEL"), 200);
        carol.reply(carol.expect("CANCEL"), 200);
        bob.reply(atBob, 487);
        bob.expect("ACK");
        assertThat(alice.rest()).isEmpty();
        carol.reply(atCarol, 487);
        carol.expect("ACK");
        alice.expect(487);
    }

    @Test
    void the_first_answer_cancels_the_others_and_a_second_one_still_passes() {
        sends("INVITE");
        var atBob = bob.expect("INVITE");
        var atCarol = carol.expect("INVITE");
        carol.reply(atCarol, 180);
        alice.expect(180);
        bob.reply(atBob, 200);
        assertThat(alice.expect(200).toTag()).contains("bob");
        var cancel = carol.expect("CANCEL");
        assertThat(cancel.first(HeaderName.REASON))
                .hasValueSatisfying(it -> assertThat(it).contains("cause=200"));
        carol.reply(atCarol, 200);
        assertThat(alice.expect(200).toTag()).contains("carol");
    }

    @Test
    void six_hundred_ends_the_search_at_once() {
        sends("INVITE");
        var atBob = bob.expect("INVITE");
        var atCarol = carol.expect("INVITE");
        carol.reply(atCarol, 180);
        alice.expect(180);
        bob.reply(atBob, 603);
        bob.expect("ACK");
        carol.reply(carol.expect("CANCEL"), 200);
        carol.reply(atCarol, 487);
        alice.expect(603);
    }

    @Test
    void challenges_of_all_branches_go_back_together() {
        sends("INVITE");
        var atBob = bob.expect("INVITE");
        var atCarol = carol.expect("INVITE");
        bob.reply(
                atBob,
                bob.complete(atBob, 401)
                        .append(HeaderName.WWW_AUTHENTICATE, "Digest realm=\"b\", nonce=\"1\"")
                        .build());
        carol.reply(
                atCarol,
                carol.complete(atCarol, 407)
                        .append(HeaderName.PROXY_AUTHENTICATE, "Digest realm=\"c\", nonce=\"2\"")
                        .build());
        var challenge = alice.expect(401);
        assertThat(challenge.all(HeaderName.WWW_AUTHENTICATE)).containsExactly("Digest realm=\"b\", nonce=\"1\"");
        assertThat(challenge.all(HeaderName.PROXY_AUTHENTICATE)).containsExactly("Digest realm=\"c\", nonce=\"2\"");
    }
}
