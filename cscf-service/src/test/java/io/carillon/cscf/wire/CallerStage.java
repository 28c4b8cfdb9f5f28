package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Alice, who may have application servers, asks for somebody here or in another network (TS 24.229 §5.4.3.2). */
abstract class CallerStage {
    final Cluster core = Cluster.shared();
    final Peer sbc = new Peer("sbc");
    final Peer as1 = new Peer("as1");
    final Peer as2 = new Peer("as2");
    final Peer far = new Peer("far");
    final Subscriber alice = core.hss.add(Subscriber.digest("alice"));
    final Handset caller = new Handset(alice, sbc, "a");

    @AfterEach
    void close() {
        List.of(sbc, as1, as2, far).forEach(Peer::close);
    }

    /** Somebody in another network. */
    String foreign() {
        return "sip:zoe@localhost:" + far.port();
    }

    void callerRegisters() {
        assertThat(caller.registers(core.cscf(1)).status()).isEqualTo(200);
    }

    SipResponse refused(SipRequest request) {
        return sbc.asks(request, core.cscf(1));
    }
}
