package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.SupportedFeatures;
import io.carillon.diameter.cx.ServerAssignmentRequest;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.transaction.ServerTransaction;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Profiles that name sets of criteria which the S-CSCF has (shared iFC sets, TS 29.228 §B.2.1). */
class SharedCriteriaTest {
    private final Cluster core = Cluster.shared();
    private final Peer sbc = new Peer("sbc");
    private final Peer own = new Peer("own");
    private final Peer shared = new Peer("shared");
    private final Subscriber alice = core.hss.add(Subscriber.digest("alice"));
    private final Subscriber bob = core.hss.add(Subscriber.digest("bob"));
    private final Handset caller = new Handset(alice, sbc, "a");
    private final io.carillon.node.directory.NodeInfo tas = core.put("tas", "tas-shared", "sip", shared.port());

    @AfterEach
    void close() {
        core.directory.remove(tas);
        List.of(sbc, own, shared).forEach(Peer::close);
    }

    private ServerTransaction asked(Peer server) {
        sbc.starts(caller.request("MESSAGE", bob.impu).build(), core.cscf(2));
        return server.receives("MESSAGE");
    }

    @Test
    void its_criteria_are_asked_among_the_users_own() {
        alice.profile.shares(7).asks(10, "MESSAGE", 0, own.uri());
        caller.registers(core.cscf(1));
        var first = asked(own);
        var onward = own.passesOn(first.request(), core.cscf(1));
        var second = shared.receives("MESSAGE");
        assertThat(second.request().first(HeaderName.P_SERVED_USER).orElseThrow())
                .contains(alice.impu);
        shared.replies(second, 200);
        assertThat(Answers.last(onward).status()).isEqualTo(200);
        own.replies(first, 200);
    }

    @Test
    void a_set_that_is_not_there_leaves_the_users_own() {
        alice.profile.shares(8).asks(10, "MESSAGE", 0, own.uri());
        caller.registers(core.cscf(1));
        own.replies(asked(own), 200);
        assertThat(shared.isIdle()).isTrue();
    }

    @Test
    void the_hss_is_told_that_the_scscf_has_sets_and_restores() {
        caller.registers(core.cscf(1));
        assertThat(core.hss.received)
                .filteredOn(each -> each instanceof ServerAssignmentRequest request
                        && request.publicIdentities().contains(alice.impu))
                .map(ServerAssignmentRequest.class::cast)
                .flatExtracting(ServerAssignmentRequest::supportedFeatures)
                .containsExactly(SupportedFeatures.of(1, 0b101));
    }
}
