package io.carillon.hss.cx;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.RestorationInfo;
import io.carillon.diameter.cx.ScscfRestorationInfo;
import io.carillon.diameter.cx.ServerAssignmentAnswer;
import io.carillon.diameter.cx.ServerAssignmentRequest;
import io.carillon.diameter.cx.ServerAssignmentType;
import io.carillon.hss.HssNode;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an S-CSCF leaves with the HSS, it gets back when it lost its registrations (TS 23.380 §4.4). */
class RestorationTest {
    private static final String CONTACT = "<sip:phone@192.0.2.1>;expires=3600";

    private final HssNode hss = HssNode.shared();
    private final TestSubscriber user = TestSubscriber.withAka(hss);
    private Scscf scscf;

    @BeforeEach
    void registered_with_restoration_information() {
        scscf = new Scscf("cscf-8", hss);
        scscf.mar(user.impi(), user.impu());
        scscf.ask(assignment());
    }

    @AfterEach
    void disconnect() {
        scscf.close();
    }

    private ServerAssignmentRequest assignment() {
        var contact = RestorationInfo.draft()
                .set(CxAvps.PATH, "<sip:term@sbc.home;lr>")
                .set(CxAvps.CONTACT, CONTACT)
                .build();
        return ServerAssignmentRequest.draft()
                .envelope(Envelope.session("cscf-8;" + UUID.randomUUID()))
                .set(BaseAvps.USER_NAME, user.impi())
                .add(CxAvps.PUBLIC_IDENTITY, user.impu())
                .set(CxAvps.SERVER_NAME, Scscf.NAME)
                .set(CxAvps.SERVER_ASSIGNMENT_TYPE, ServerAssignmentType.REGISTRATION)
                .set(CxAvps.USER_DATA_ALREADY_AVAILABLE, false)
                .set(
                        CxAvps.SCSCF_RESTORATION_INFO,
                        ScscfRestorationInfo.draft()
                                .set(BaseAvps.USER_NAME, user.impi())
                                .add(CxAvps.RESTORATION_INFO, contact)
                                .build())
                .build();
    }

    @Test
    void a_call_for_a_phone_that_the_scscf_forgot_brings_its_contact_back() {
        assertThat(restored(scscf.sar(user.impi(), user.tel(), ServerAssignmentType.UNREGISTERED_USER)))
                .isEqualTo(CONTACT);
        assertThat(hss.get("/api/v1/subscribers/" + user.impi()).body()).contains("REGISTERED");
        assertThat(restored(scscf.sar(user.impi(), user.impu(), ServerAssignmentType.NO_ASSIGNMENT)))
                .isEqualTo(CONTACT);
    }

    @Test
    void who_has_deregistered_is_not_restored() {
        scscf.sar(user.impi(), user.impu(), ServerAssignmentType.USER_DEREGISTRATION);
        assertThat(scscf.sar(user.impi(), user.impu(), ServerAssignmentType.UNREGISTERED_USER)
                        .scscfRestorationInfo())
                .isEmpty();
    }

    private static String restored(ServerAssignmentAnswer answer) {
        return answer.scscfRestorationInfo().getFirst().contacts().getFirst().contact();
    }
}
