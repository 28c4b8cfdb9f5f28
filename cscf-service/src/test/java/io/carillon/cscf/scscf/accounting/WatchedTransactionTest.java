package io.carillon.cscf.scscf.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.cscf.HomeNetwork;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.ServerTransaction;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** RFC 6026 §7.1: who has one more 2xx for half a minute needs the way of the answers only. */
class WatchedTransactionTest {
    private final ArrayList<SipResponse> heard = new ArrayList<>();

    @Test
    void the_way_of_its_answers_does_not_hold_the_request() {
        var transaction = transaction();
        var held = new WeakReference<>(transaction);
        var answers = new WatchedTransaction(transaction, new Passage(new HomeNetwork("example.org", "cscf-1"), null))
                .answers();
        transaction = null;

        await().until(() -> {
            System.gc();
            return held.get() == null;
        });
        var ok = SipRequest.create("INVITE", "sip:bob@example.org")
                .append(HeaderName.CALL_ID, "1")
                .build()
                .reply(200)
                .build();
        answers.accept(ok);
        assertThat(heard).containsExactly(ok);
    }

    /** It has a way for its answers that does not need it. */
    private ServerTransaction transaction() {
        Consumer<SipResponse> way = heard::add;
        return (ServerTransaction) Proxy.newProxyInstance(
                ServerTransaction.class.getClassLoader(),
                new Class<?>[] {ServerTransaction.class},
                (proxy, method, arguments) -> method.getName().equals("answers") ? way : null);
    }
}
