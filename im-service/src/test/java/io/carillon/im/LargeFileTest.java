package io.carillon.im;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.im.files.FileOffer;
import io.carillon.msrp.ByteRange;
import io.carillon.msrp.Flag;
import io.carillon.msrp.MsrpHead;
import io.carillon.msrp.MsrpSession;
import io.carillon.node.directory.StaticNodes;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transport.Hop;
import io.carillon.testkit.msrp.MsrpPhone;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file of 100 MB goes through a node whose whole heap is smaller, to the store and out of it. Takes a minute or two:
 * {@code -Dcarillon.long=true}.
 */
@EnabledIfSystemProperty(named = "carillon.long", matches = "true")
class LargeFileTest {
    private static final int SIZE = 100 << 20;
    private static final int HEAP = 80;
    private static final int CHUNK = 1 << 20;
    private static final String SDP = "application/sdp";

    @TempDir
    private Path folder;

    private final User alice = User.fresh("alice");
    private final User bob = User.fresh("bob");

    private static byte[] content() {
        var content = new byte[SIZE];
        new Random(42).nextBytes(content);
        return content;
    }

    private SipRequest offer(MsrpPhone talk, byte[] content) {
        var hash = HexFormat.ofDelimiter(":")
                .withUpperCase()
                .formatHex(FileOffer.digest().digest(content));
        var selector = "a=file-selector:name:\"film.mp4\" type:video/mp4 size:" + SIZE + " hash:sha-1:" + hash;
        return FakeScscf.message(bob.sip(), alice, bob.sip(), "term")
                .method(Method.INVITE)
                .set(HeaderName.CSEQ, "1 INVITE")
                .append(HeaderName.CONTACT, "<sip:alice@127.0.0.1:9>")
                .body(SDP, talk.offer() + "a=sendonly\r\n" + selector + "\r\n")
                .build();
    }

    /** Piece after piece, each when the one before it is answered. */
    private static void sends(MsrpSession session, byte[] content) throws Exception {
        var headers =
                List.of(new MsrpHead.Header("Message-ID", "film"), new MsrpHead.Header("Content-Type", "video/mp4"));
        for (int at = 0; at < SIZE; at += CHUNK) {
            var range = new ByteRange(at + 1, at + CHUNK, SIZE);
            var flag = at + CHUNK == SIZE ? Flag.COMPLETE : Flag.CONTINUES;
            var answer = session.chunk(headers, range, Unpooled.wrappedBuffer(content, at, CHUNK), flag);
            assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(200);
        }
    }

    @Test
    void it_needs_no_more_memory_than_a_small_one() throws Exception {
        var content = content();
        try (var scscf = new FakeScscf();
                var im = ImProcess.start(scscf, StaticNodes.of(scscf.info()), "carillon.im.files.folder=" + folder);
                var aliceTalks = new MsrpPhone();
                var bobTalks = new MsrpPhone()) {
            Hop node = im.hop();
            var invite = offer(aliceTalks, content);
            var answer = CompletableFuture.supplyAsync(() -> scscf.sends(node, invite));
            scscf.receives(request -> request.is(Method.INVITE), "INVITE").answers(480);
            var dialog = Dialog.uac(invite, answer.join());
            scscf.acknowledges(node, dialog.ack(1).build());
            aliceTalks.answered(answer.join().body());
            sends(aliceTalks.session(), content);
            scscf.sends(node, dialog.request(Method.BYE).build());

            scscf.sends(node, FakeScscf.register(bob, 600).build());
            var delivery = scscf.receives(request -> request.is(Method.INVITE), "INVITE");
            delivery.answers(200, SDP, bobTalks.answer(delivery.request().body()) + "a=recvonly\r\n");
            assertThat(bobTalks.hears().body()).isEqualTo(content);
        }
    }
}
