package io.carillon.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.transport.Transport;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Call transfer through the back-to-back user agent: REFER (RFC 3515) and Replaces (RFC 3891). */
class TransferTest extends TwoLegs {
    @Test
    void a_refer_and_its_reports_pass() {
        var call = up();
        sends(next(alice, call.invite(), call.ok(), "REFER", 2)
                .edit()
                .append(HeaderName.REFER_TO, "<sip:carol@example.org>")
                .append(HeaderName.REFERRED_BY, "<sip:alice@example.org>")
                .build());
        var refer = bob.expect("REFER");
        assertThat(refer.first(HeaderName.REFER_TO)).contains("<sip:carol@example.org>");
        assertThat(refer.first(HeaderName.REFERRED_BY)).contains("<sip:alice@example.org>");
        bob.reply(refer, 202);
        alice.expect(202);

        bob.send(
                next(bob, call.inviteAtBob(), call.okOfBob(), "NOTIFY", 1)
                        .edit()
                        .append(HeaderName.EVENT, "refer")
                        .append(HeaderName.SUBSCRIPTION_STATE, "terminated;reason=noresource")
                        .body("message/sipfrag", "SIP/2.0 200 OK\r\n")
                        .build(),
                stack.address("core"));
        var report = alice.expect("NOTIFY");
        assertThat(report.bodyText()).isEqualTo("SIP/2.0 200 OK\r\n");
        alice.reply(report, 200);
        bob.expect(200);
    }

    private String replacesAliceSide(Up call) {
        return call.invite().callId() + ";to-tag=" + call.ok().toTag().orElseThrow() + ";from-tag="
                + call.invite().fromTag().orElseThrow();
    }

    private String replacesBobSide(Up call) {
        return call.inviteAtBob().callId() + ";to-tag=bob;from-tag="
                + call.inviteAtBob().fromTag().orElseThrow();
    }

    private String replacesAtBob(String asked) {
        carol.send(
                carol.request("INVITE", "sip:bob@example.org")
                        .edit()
                        .append(HeaderName.REQUIRE, "replaces")
                        .append(HeaderName.REPLACES, asked)
                        .build(),
                stack.address("core"));
        return bob.expect("INVITE").first(HeaderName.REPLACES).orElseThrow();
    }

    @Test
    void who_takes_over_a_call_names_the_dialog_that_the_other_side_knows() {
        var call = up();
        assertThat(replacesAtBob(replacesAliceSide(call) + ";early-only"))
                .isEqualTo(replacesBobSide(call) + ";early-only");
    }

    @Test
    void the_same_at_another_node_which_looks_the_call_up() {
        var call = upAndStored();
        try (var other = started(node(PATIENT, Transport.UDP))) {
            var successor = new B2bua(other, new B2bua.Recovery() {
                @Override
                public Optional<B2bua.Recovered> find(String callId, String localTag) {
                    throw new AssertionError("the call stays where it is");
                }

                @Override
                public Optional<CallState> look(String callId, String localTag) {
                    return Optional.of(call.stored());
                }
            });
            serve(other, successor);
            carol.send(
                    carol.request("INVITE", "sip:bob@example.org")
                            .edit()
                            .append(HeaderName.REPLACES, replacesAliceSide(call.up()))
                            .build(),
                    other.address("core"));
            assertThat(bob.expect("INVITE").first(HeaderName.REPLACES)).contains(replacesBobSide(call.up()));
        }
    }

    @Test
    void a_dialog_that_is_not_ours_is_named_as_it_was() {
        up();
        assertThat(replacesAtBob("elsewhere@x;to-tag=1;from-tag=2")).isEqualTo("elsewhere@x;to-tag=1;from-tag=2");
    }
}
