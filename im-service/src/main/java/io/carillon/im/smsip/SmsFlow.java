package io.carillon.im.smsip;

import io.carillon.im.delivery.Courier;
import io.carillon.im.delivery.Dispatch;
import io.carillon.im.delivery.Parties;
import io.carillon.im.smsip.pdu.Direction;
import io.carillon.im.smsip.pdu.Octets;
import io.carillon.im.smsip.pdu.RpCause;
import io.carillon.im.smsip.pdu.RpException;
import io.carillon.im.smsip.pdu.RpMessage;
import io.carillon.im.smsip.pdu.TpException;
import io.carillon.im.smsip.pdu.TpFailure;
import io.carillon.im.smsip.pdu.Tpdu;
import io.carillon.im.store.Aliases;
import io.carillon.node.trace.TraceContext;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.Lanes;
import io.carillon.sip.transaction.ServerTransaction;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A MESSAGE with application/vnd.3gpp.sms from a phone (TS 24.341 §5.3.3.4 · docs/flows/sms.md). */
public final class SmsFlow {
    private static final Logger LOG = LoggerFactory.getLogger(SmsFlow.class);

    private final Submissions submissions;
    private final Commands commands;
    private final DeliveryReports reports;
    private final ServiceCentre centre;
    private final Dispatch dispatch;
    private final Aliases aliases;
    private final Courier courier;
    private final Lanes lanes;
    private final Clock clock;

    public SmsFlow(
            Submissions submissions,
            Commands commands,
            DeliveryReports reports,
            ServiceCentre centre,
            Dispatch dispatch,
            Aliases aliases,
            Courier courier,
            Lanes lanes,
            Clock clock) {
        this.submissions = submissions;
        this.commands = commands;
        this.reports = reports;
        this.centre = centre;
        this.dispatch = dispatch;
        this.aliases = aliases;
        this.courier = courier;
        this.lanes = lanes;
        this.clock = clock;
    }

    public void handle(ServerTransaction transaction, SipRequest request) {
        var user = Parties.served(request);
        RpMessage message;
        try {
            message = RpMessage.decode(Octets.of(request.body()));
        } catch (RpException e) {
            LOG.info("Call {}: {} ({})", request.callId(), e.getMessage(), e.rpCause());
            int reference = e.reference().orElseThrow(() -> new SipFailure(400, "No Short Message"));
            transaction.respond(202);
            refuse(request, user, reference, e.rpCause(), Optional.empty());
            return;
        }
        if (message.direction() == Direction.TO_MOBILE) {
            transaction.respond(202);
            refuse(request, user, message.reference(), RpCause.UNKNOWN_MESSAGE_TYPE, Optional.empty());
            return;
        }
        switch (message) {
            case RpMessage.Data data -> submit(transaction, request, user, data);
            case RpMessage.Ack ack -> {
                reports.received(request, ack.reference());
                transaction.respond(202);
                learn(request);
            }
            case RpMessage.Error error -> {
                reports.refused(request, error);
                transaction.respond(202);
            }
            case RpMessage.MemoryAvailable available -> {
                transaction.respond(202);
                memoryAvailable(request, user, available.reference());
            }
        }
    }

    /** 202 says that the request arrived; what became of the message comes in a request of its own. */
    private void submit(ServerTransaction transaction, SipRequest request, String user, RpMessage.Data data) {
        var verdict = verdict(request, user, data);
        transaction.respond(202);
        switch (verdict) {
            case Submissions.Verdict.Done(var accepted, var wake) -> {
                wake.ifPresent(each -> courier.wake(each, clock.instant(), isUrgent(request)));
                learn(request);
                answer(request, user, centre.accepts(data.reference(), accepted));
            }
            case Submissions.Verdict.Refused(var cause, var failure) ->
                refuse(request, user, data.reference(), cause, Optional.of(failure));
        }
    }

    /** A priority message is tried whatever is known of the recipient's phone (TS 23.040 §3.2.3). */
    private static boolean isUrgent(SipRequest request) {
        return request.first(HeaderName.PRIORITY)
                .filter(each -> each.equalsIgnoreCase("urgent") || each.equalsIgnoreCase("emergency"))
                .isPresent();
    }

    private Submissions.Verdict verdict(SipRequest request, String user, RpMessage.Data data) {
        try {
            return switch (Tpdu.fromMobile(data.userData())) {
                case Tpdu.Submit submit -> submissions.take(request, user, submit);
                case Tpdu.Command command -> commands.take(request, user, command);
            };
        } catch (TpException e) {
            LOG.info("Call {}: {} ({})", request.callId(), e.getMessage(), e.rpCause());
            return new Submissions.Verdict.Refused(e.rpCause(), e.failure());
        }
    }

    /** What stands beside each other in a request of the user's is one user: messages come to the number, too. */
    private void learn(SipRequest request) {
        var names = Parties.names(request);
        if (names.size() > 1) {
            aliases.learn(names);
        }
    }

    /** RP-SMMA (TS 23.040 §10.3 note, TS 24.341 §5.3.3.4.4): what was kept for want of memory goes out now. */
    private void memoryAvailable(SipRequest request, String user, int reference) {
        var names = Parties.names(request);
        names.addAll(aliases.of(user));
        names.forEach(each -> courier.wake(each, clock.instant(), true));
        answer(request, user, centre.acknowledges(reference));
    }

    private void refuse(SipRequest request, String user, int reference, RpCause cause, Optional<TpFailure> failure) {
        answer(request, user, centre.refuses(reference, cause, failure, clock.instant()));
    }

    /** On a lane of its own: a phone that does not take it holds up nothing. */
    private void answer(SipRequest request, String user, byte[] body) {
        var callId = "imr-" + UUID.randomUUID();
        boolean taken = lanes.run(callId, TraceContext.carried(() -> answer(request, user, callId, body)));
        if (!taken) {
            LOG.warn("No room to answer call {} of {}", request.callId(), user);
        }
    }

    private void answer(SipRequest request, String user, String callId, byte[] body) {
        var response = dispatch.answer(user, request.callId(), callId, Parties.icid(request), body);
        if (response.status() / 100 != 2) {
            LOG.warn("{} did not take the answer to call {}: {}", user, request.callId(), response.status());
        }
    }
}
