package io.carillon.im.large;

import io.carillon.im.delivery.Carrier;
import io.carillon.im.delivery.Pending;
import io.carillon.im.files.Contents;
import io.carillon.msrp.MsrpBridge;
import io.carillon.msrp.MsrpEndpoint;
import io.carillon.msrp.MsrpException;
import io.carillon.msrp.MsrpMedia;
import io.carillon.msrp.MsrpSession;
import io.carillon.sip.dialog.UserAgent;
import io.carillon.sip.dialog.UserAgentCall;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.SipStack;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Hands kept messages over that are too large for a MESSAGE: a call of our own to the phone, and MSRP in it. */
public final class LargeDelivery implements Carrier {
    private static final Logger LOG = LoggerFactory.getLogger(LargeDelivery.class);
    private static final Pattern START = Pattern.compile("([1-9][0-9]{0,17})-.*");
    private static final String ANONYMOUS = "sip:anonymous@anonymous.invalid";
    private static final String BOUNDARY = "carillon-icon";

    /**
     * @param serviceRoute the way into the network: the I-CSCF
     * @param answer how long the phone may take to answer the call
     * @param patience with its MSRP
     * @param transfer how long all of it may take
     */
    public record Settings(
            String serviceRoute, long mostOctets, Duration answer, Duration patience, Duration transfer) {}

    private final Carrier others;
    private final UserAgent agent;
    private final SipStack stack;
    private final MsrpEndpoint endpoint;
    private final Contents contents;
    private final JsonMapper json;
    private final Settings settings;

    /** @param others for every other message */
    public LargeDelivery(
            Carrier others,
            UserAgent agent,
            SipStack stack,
            MsrpEndpoint endpoint,
            Contents contents,
            JsonMapper json,
            Settings settings) {
        this.others = others;
        this.agent = agent;
        this.stack = stack;
        this.endpoint = endpoint;
        this.contents = contents;
        this.json = json;
        this.settings = settings;
    }

    /** The phone's 200 for the last chunk says that it has the message: no report follows. */
    @Override
    public Answer send(Pending attempt) {
        return attempt.kind().isLarge() ? new Answer(deliver(attempt), true) : others.send(attempt);
    }

    private int deliver(Pending attempt) {
        var deposit = json.readValue(attempt.body(), Deposit.class);
        var handover = new Handover(contents, deposit, settings.patience(), settings.transfer());
        var session = endpoint.session(settings.mostOctets(), handover);
        try {
            var invite = invite(attempt, deposit, session);
            var hops = stack.locator()
                    .locate(NameAddr.parse(settings.serviceRoute()).sipUri());
            if (hops.isEmpty()) {
                return 503;
            }
            var call = agent.call(invite, hops.getFirst());
            var answer = answered(call);
            return answer.isSuccess() ? talk(call, answer, session, handover) : answer.status();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 503;
        } finally {
            session.close();
        }
    }

    private SipResponse answered(UserAgentCall call) {
        while (true) {
            var event = call.next(settings.answer());
            if (event.isEmpty()) {
                call.cancel();
                return call.invite().reply(408).build();
            }
            switch (event.get()) {
                case UserAgentCall.Event.Answered(var response) -> {
                    return response;
                }
                case UserAgentCall.Event.Refused(var response) -> {
                    return response;
                }
                default -> {}
            }
        }
    }

    private int talk(UserAgentCall call, SipResponse answer, MsrpSession session, Handover handover)
            throws InterruptedException {
        try {
            var media = Offers.in(answer).flatMap(MsrpBridge::media);
            if (media.isEmpty()) {
                return 488;
            }
            session.expects(media.get().fingerprint());
            if (media.get().isForOfferer()) {
                session.connect(media.get().path());
            } else {
                session.await(media.get().path());
            }
            return handover.run(session, start(media.get()));
        } catch (MsrpException e) {
            LOG.info("Call {}: {}", call.invite().callId(), e.getMessage());
            return 488;
        } finally {
            call.bye();
        }
    }

    /** Who has the beginning already asks for the rest (RFC 5547 §8.4). */
    private static long start(MsrpMedia answered) {
        return answered.section()
                .attribute("file-range")
                .map(START::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(matcher -> Long.parseLong(matcher.group(1)) - 1)
                .orElse(0L);
    }

    private SipRequest invite(Pending attempt, Deposit deposit, MsrpSession session) {
        var from = attempt.anonymous() ? ANONYMOUS : attempt.originator();
        var edit = SipRequest.create(Method.INVITE, attempt.recipient())
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, "<" + from + ">;tag=" + ResponseEdit.newTag())
                .append(HeaderName.TO, "<" + attempt.recipient() + ">")
                .append(HeaderName.CALL_ID, attempt.ticket().callId())
                .append(HeaderName.CSEQ, attempt.progress().attempts() + " " + Method.INVITE)
                .append(HeaderName.ROUTE, settings.serviceRoute())
                .append(HeaderName.P_ASSERTED_IDENTITY, "<" + attempt.originator() + ">");
        if (attempt.anonymous()) {
            edit.append(HeaderName.PRIVACY, "id");
        }
        if (!attempt.icid().isEmpty()) {
            edit.append(HeaderName.P_CHARGING_VECTOR, "icid-value=\"" + attempt.icid() + "\"");
        }
        return described(edit, deposit, sdp(deposit, session)).build();
    }

    private RequestEdit described(RequestEdit edit, Deposit deposit, String sdp) {
        var icon = deposit.icon();
        var picture = icon == null ? Optional.<byte[]>empty() : contents.read(icon.key(), 0);
        if (icon == null || picture.isEmpty()) {
            return edit.body("application/sdp", sdp);
        }
        var body = new ByteArrayOutputStream();
        body.writeBytes(ascii("--" + BOUNDARY + "\r\nContent-Type: application/sdp\r\n\r\n" + sdp + "\r\n--" + BOUNDARY
                + "\r\nContent-Type: " + icon.contentType() + "\r\nContent-ID: <" + icon.id()
                + ">\r\nContent-Transfer-Encoding: binary\r\nContent-Disposition: icon\r\n\r\n"));
        body.writeBytes(picture.get());
        body.writeBytes(ascii("\r\n--" + BOUNDARY + "--\r\n"));
        var type = "multipart/related;type=\"application/sdp\";boundary=\"" + BOUNDARY + "\"";
        return edit.body(type, body.toByteArray());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sdp(Deposit deposit, MsrpSession session) {
        var uri = session.local();
        var family = uri.address().contains(":") ? "IP6 " : "IP4 ";
        var host = "IN " + family + uri.address();
        var sdp = new StringBuilder("v=0\r\no=- 1 1 " + host + "\r\ns=-\r\nc=" + host + "\r\nt=0 0\r\nm=message "
                + uri.port() + (uri.secure() ? " TCP/TLS/MSRP *" : " TCP/MSRP *") + "\r\na=accept-types:*\r\na=path:"
                + uri + "\r\na=setup:actpass\r\na=sendonly\r\n");
        if (deposit.fileLines().isEmpty()) {
            sdp.append("a=max-size:").append(deposit.size()).append("\r\n");
        }
        deposit.fileLines().forEach(line -> sdp.append("a=").append(line).append("\r\n"));
        return sdp.toString();
    }
}
