package io.carillon.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.message.SipRequest;
import io.carillon.sip.peer.Sipp;
import io.carillon.sip.transaction.RequestHandler;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Addresses;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** sipp on both sides of the back-to-back user agent. */
class B2buaSippTest {
    @TempDir
    Path folder;

    @Test
    void a_hundred_calls_pass() throws Exception {
        Sipp.required();
        var local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var bob = Sipp.freePort();
        var ended = new AtomicInteger();
        try (var stack = SipStack.builder()
                .listen(new ListeningPoint("core", local, "127.0.0.1", Set.of(Transport.UDP)))
                .build()) {
            stack.start();
            var bua = new B2bua(stack);
            stack.handler("core", joins(bua, Target.of("sip:bob@" + Addresses.text(bob), "core"), ended));
            try (var uas = Sipp.start(
                            folder, "uas", "-sf", Sipp.answers(folder), "-m", "100", "-p", "" + bob.getPort());
                    var uac = Sipp.start(
                            folder,
                            "uac",
                            "-sn",
                            "uac",
                            "-m",
                            "100",
                            "-r",
                            "100",
                            "-d",
                            "50",
                            "-p",
                            "" + Sipp.freePort().getPort(),
                            "-timeout",
                            "40",
                            stack.sentBy("core"))) {
                uac.succeeds();
                uas.succeeds();
            }
            await().until(() -> ended.get() == 100);
            assertThat(bua.size()).isZero();
        }
    }

    private static RequestHandler joins(B2bua bua, Target target, AtomicInteger ended) {
        var hooks = new CallHooks() {
            @Override
            public void onEnd(BackToBackCall call, CallEnd end) {
                assertThat(end.cause()).isEqualTo(CallEnd.Cause.BYE);
                ended.incrementAndGet();
            }
        };
        return new RequestHandler() {
            @Override
            public void onRequest(ServerTransaction transaction) {
                if (transaction.request().inDialog()) {
                    bua.onRequest(transaction);
                } else {
                    bua.connect(transaction, target, hooks);
                }
            }

            @Override
            public void onAck(SipRequest ack, Arrival arrival) {
                bua.onAck(ack);
            }
        };
    }
}
