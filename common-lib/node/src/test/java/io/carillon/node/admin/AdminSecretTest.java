package io.carillon.node.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdminSecretTest {

    @Test
    void a_secret_survives_its_text_form() {
        AdminSecret secret = AdminSecret.generate();

        assertThat(AdminSecret.ofBase64(secret.toBase64() + "\n").toBase64()).isEqualTo(secret.toBase64());
    }

    @Test
    void a_short_or_garbled_secret_is_refused_without_being_repeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdminSecret.ofBase64("c2hvcnQ="))
                .withMessage("it holds 5 bytes where 32 are the least");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdminSecret.ofBase64("not base64!"))
                .withMessage("it is not base64");
    }

    @Test
    void a_secret_does_not_slip_into_a_log() {
        AdminSecret secret = AdminSecret.generate();

        assertThat(secret).asString().doesNotContain(secret.toBase64());
        assertThat(new AdminProperties(secret.toBase64())).asString().doesNotContain(secret.toBase64());
    }

    @Test
    void a_subject_that_would_break_the_claims_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdminToken.mint(
                        AdminSecret.generate(), "x\",\"roles\":[\"admin\"]", Set.of(), Duration.ofHours(1)));
    }
}
