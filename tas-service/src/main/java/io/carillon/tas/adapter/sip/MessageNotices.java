package io.carillon.tas.adapter.sip;

import io.carillon.identity.Impu;
import io.carillon.identity.SipUri;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.SipStack;
import io.carillon.tas.session.Notices;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Texts as MESSAGE of the server's own, by the I-CSCF to the user's phones (RFC 3428 §4, TS 24.229 §5.7.3). */
public final class MessageNotices implements Notices {
    private static final Logger LOG = LoggerFactory.getLogger(MessageNotices.class);
    /** Beyond this many under way a notice is not worth a call. */
    private static final int MOST = 200;

    private final SipStack stack;
    private final String sender;
    private final SipUri icscf;
    private final Semaphore room = new Semaphore(MOST);

    public MessageNotices(SipStack stack, String homeDomain) {
        this.stack = stack;
        this.sender = "sip:services@tas." + homeDomain;
        this.icscf = SipUri.of("icscf." + homeDomain).withParam("lr");
    }

    @Override
    public void tell(Impu user, String text) {
        if (!room.tryAcquire()) {
            LOG.warn("Too many notices under way, {} gets none", user);
            return;
        }
        Thread.startVirtualThread(() -> {
            try {
                send(user, text);
            } catch (RuntimeException e) {
                LOG.warn("{} was not told: {}", user, e.getMessage());
            } finally {
                room.release();
            }
        });
    }

    private void send(Impu user, String text) {
        var message = SipRequest.create(Method.MESSAGE, user.value())
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, "<" + sender + ">;tag=" + ResponseEdit.newTag())
                .append(HeaderName.TO, "<" + user.value() + ">")
                .append(HeaderName.CALL_ID, ResponseEdit.newTag() + ResponseEdit.newTag())
                .append(HeaderName.CSEQ, "1 " + Method.MESSAGE)
                .append(HeaderName.ROUTE, "<" + icscf + ">")
                .append(HeaderName.P_ASSERTED_IDENTITY, "<" + sender + ">")
                .body("text/plain;charset=UTF-8", text)
                .build();
        var answer = stack.client("core").askOnce(message, stack.locator().locate(icscf));
        if (!answer.isSuccess()) {
            LOG.info("{} was not told: {}", user, answer.status());
        }
    }
}
