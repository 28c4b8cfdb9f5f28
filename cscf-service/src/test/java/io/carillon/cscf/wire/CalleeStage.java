package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.SipClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Bob, who has an application server, is asked for from another network (TS 24.229 §5.3.2, §5.4.3.3). */
abstract class CalleeStage {
    final Cluster core = Cluster.shared();
    final Peer sbc = new Peer("sbc");
    final Peer as = new Peer("as");
    final Peer far = new Peer("far");
    final Subscriber bob = core.hss.add(Subscriber.digest("bob"));
    final Handset callee = new Handset(bob, sbc, "b");

    @AfterEach
    void close() {
        List.of(sbc, as, far).forEach(Peer::close);
    }

    /** A request from another network, at the I-CSCF. */
    SipRequest from(String method, String target) {
        return far.request(method, target, "sip:zoe@example.org").build();
    }

    SipClient.Exchange calls(String target) {
        return far.starts(from("INVITE", target), core.cscf(1));
    }

    void registers(Handset phone) {
        registers(phone, "");
    }

    /** @param params of its contact */
    void registers(Handset phone, String params) {
        assertThat(phone.registers(core.cscf(2), "<" + phone.contact + ">;expires=3600" + params, e -> e)
                        .status())
                .isEqualTo(200);
    }
}
