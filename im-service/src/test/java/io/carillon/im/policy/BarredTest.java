package io.carillon.im.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.im.FakeScscf;
import io.carillon.im.Phone;
import io.carillon.im.Rest;
import io.carillon.im.SharedIm;
import io.carillon.im.TestIm;
import io.carillon.im.User;
import io.carillon.im.smsip.pdu.RpCause;
import io.carillon.im.smsip.pdu.RpMessage;
import io.carillon.node.admin.AdminRole;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A user whom the operator bars over REST, on the wire. */
class BarredTest {
    private static final TestIm im = SharedIm.get();
    private static final FakeScscf scscf = SharedIm.SCSCF;

    private final User mallory = User.fresh("mallory");
    private final User bob = User.fresh("bob");
    private final Rest operator = new Rest(im, AdminRole.OPERATOR);

    @Test
    void nothing_goes_out_until_the_user_is_free_again() {
        var user = "/api/v1/barred/" + Rest.encoded(mallory.sip());
        assertThat(operator.put(user).statusCode()).isEqualTo(200);
        assertThat(operator.get("/api/v1/barred").body()).contains(mallory.sip());
        var text = FakeScscf.message(bob.sip(), mallory, bob.sip(), "term").body("text/plain", "hello");
        assertThat(scscf.sends(im, text.build()).status()).isEqualTo(403);
        scscf.sends(im, Phone.submits(mallory, 1, Phone.text(bob.digits(), "hello")));
        var refusal = (RpMessage.Error)
                Phone.relay(scscf.receivesFor(mallory.sip()).answers(200).request());
        assertThat(refusal.cause()).isEqualTo(RpCause.OPERATOR_BARRING);

        assertThat(operator.delete(user).statusCode()).isEqualTo(204);
        assertThat(operator.delete(user).statusCode()).isEqualTo(404);
        var again = FakeScscf.message(bob.sip(), mallory, bob.sip(), "term").body("text/plain", "hello");
        var answer = CompletableFuture.supplyAsync(() -> scscf.sends(im, again.build()));
        scscf.receivesFor(bob.sip()).answers(200);
        assertThat(answer.join().status()).isEqualTo(200);
    }

    @Test
    void only_identities_are_barred_and_only_by_operators() {
        assertThat(operator.put("/api/v1/barred/nobody").statusCode()).isEqualTo(400);
        var viewer = new Rest(im, AdminRole.VIEWER);
        assertThat(viewer.put("/api/v1/barred/" + Rest.encoded(bob.sip())).statusCode())
                .isEqualTo(403);
    }
}
