package io.carillon.cscf.wire;

import static io.carillon.diameter.cx.ServerAssignmentType.TIMEOUT_DEREGISTRATION;
import static io.carillon.diameter.cx.ServerAssignmentType.USER_DEREGISTRATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.BaseResult;
import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.DeregistrationReason;
import io.carillon.diameter.cx.ReasonCode;
import io.carillon.diameter.cx.RegistrationTerminationRequest;
import io.carillon.diameter.cx.ServerAssignmentRequest;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.RequestEdit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A public identity that two private ones share, as a family's number (TS 23.228 §4.3.3.4). */
class SharedIdentityTest {
    private final Cluster core = Cluster.shared();
    private final Peer sbc = new Peer("sbc");
    private final Subscriber ann = core.hss.add(Subscriber.digest("ann"));
    private final Subscriber ben = core.hss.add(Subscriber.digest("ben"));
    private final Handset annsPhone = new Handset(ann, sbc, "a");
    private final Handset bensPhone = new Handset(ben.shares(ann), sbc, "b");

    @BeforeEach
    void both_register() {
        assertThat(annsPhone
                        .registers(core.cscf(1), "<" + annsPhone.contact + ">;expires=1000", e -> e)
                        .status())
                .isEqualTo(200);
        assertThat(bensPhone
                        .registers(core.cscf(2), "<" + bensPhone.contact + ">;expires=100", this::asBen)
                        .all(HeaderName.CONTACT))
                .hasSize(2);
    }

    /** From the public identity alone nobody could tell whose phone it is. */
    private RequestEdit asBen(RequestEdit register) {
        return register.set(
                HeaderName.AUTHORIZATION,
                "Digest username=\"" + ben.impi + "\",realm=\"" + Cluster.HOME + "\",nonce=\"\",uri=\"sip:"
                        + Cluster.HOME + "\",response=\"\"");
    }

    @AfterEach
    void close() {
        sbc.close();
    }

    /** Of which private identity the HSS heard that it is gone. */
    private List<String> gone() {
        return core.hss.received.stream()
                .filter(ServerAssignmentRequest.class::isInstance)
                .map(ServerAssignmentRequest.class::cast)
                .filter(each -> each.publicIdentities().contains(ann.impu))
                .filter(each -> each.type() == USER_DEREGISTRATION || each.type() == TIMEOUT_DEREGISTRATION)
                .map(each -> each.userName().orElseThrow())
                .toList();
    }

    private List<String> contacts() {
        return annsPhone.registers(core.cscf(1), "", e -> e).all(HeaderName.CONTACT);
    }

    @Test
    void one_leaves_with_a_star_and_the_other_stays() {
        bensPhone.registers(core.cscf(1), "*", e -> asBen(e).set(HeaderName.EXPIRES, 0));
        assertThat(gone()).containsExactly(ben.impi);
        assertThat(contacts()).singleElement().asString().contains(annsPhone.contact);
    }

    @Test
    void the_time_of_one_is_over_and_the_other_stays() {
        core.clock.advance(Duration.ofSeconds(101));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(gone()).containsExactly(ben.impi));
        assertThat(contacts()).singleElement().asString().contains(annsPhone.contact);
    }

    @Test
    void the_hss_ends_one_and_the_other_stays() {
        var request = RegistrationTerminationRequest.draft()
                .set(BaseAvps.USER_NAME, ben.impi)
                .set(CxAvps.DEREGISTRATION_REASON, DeregistrationReason.of(ReasonCode.PERMANENT_TERMINATION))
                .build();
        assertThat(core.hss.asks(request, "cscf-1").result()).isEqualTo(BaseResult.SUCCESS);
        assertThat(contacts()).singleElement().asString().contains(annsPhone.contact);
    }
}
