package io.carillon.cscf.wire;

import org.junit.jupiter.api.AfterEach;

/** Alice has a phone (TS 24.229 §5.4.1). */
abstract class PhoneStage {
    final Cluster core = Cluster.shared();
    final Peer sbc = new Peer("sbc");
    final Subscriber alice = core.hss.add(Subscriber.digest("alice"));
    final Handset phone = new Handset(alice, sbc, "a");

    @AfterEach
    void close() {
        sbc.close();
    }

    String contact(int expires) {
        return "<" + phone.contact + ">;expires=" + expires;
    }
}
