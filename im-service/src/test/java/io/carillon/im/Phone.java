package io.carillon.im;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.im.smsip.pdu.Direction;
import io.carillon.im.smsip.pdu.Octets;
import io.carillon.im.smsip.pdu.RpAddress;
import io.carillon.im.smsip.pdu.RpCause;
import io.carillon.im.smsip.pdu.RpMessage;
import io.carillon.im.smsip.pdu.TpAddress;
import io.carillon.im.smsip.pdu.Tpdu;
import io.carillon.im.smsip.pdu.UserData;
import io.carillon.im.smsip.pdu.Validity;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import java.util.Optional;
import java.util.OptionalInt;

/** What a phone writes and reads in short messages. */
public final class Phone {
    public static final String SMSC = "sip:smsc@im." + TestIm.HOME;
    private static final String TYPE = "application/vnd.3gpp.sms";

    private Phone() {}

    public static Tpdu.Submit text(String digits, String text) {
        return new Tpdu.Submit(
                false,
                false,
                false,
                42,
                TpAddress.international(digits),
                0,
                new Validity.Unspecified(),
                UserData.ofText(text));
    }

    public static Tpdu.Submit withReport(Tpdu.Submit plain, Validity validity) {
        return new Tpdu.Submit(
                false,
                true,
                false,
                plain.reference(),
                plain.destination(),
                plain.protocol(),
                validity,
                plain.userData());
    }

    public static SipRequest submits(User sender, int reference, Tpdu.Submit submit) {
        return submits(sender, reference, submit.encode());
    }

    public static SipRequest submits(User sender, int reference, Octets tpdu) {
        var data = new RpMessage.Data(
                Direction.FROM_MOBILE, reference, RpAddress.NONE, RpAddress.international("+999000001"), tpdu);
        return sends(sender, data.encode());
    }

    public static SipRequest sends(User sender, Octets body) {
        return FakeScscf.message(SMSC, sender, sender.sip(), "orig")
                .body(TYPE, body.bytes())
                .build();
    }

    public static SipRequest sends(User sender, RpMessage message) {
        return sends(sender, message.encode());
    }

    /** RP-ACK for a delivery. */
    public static SipRequest acknowledges(User recipient, SipRequest delivery) {
        var ack = new RpMessage.Ack(Direction.FROM_MOBILE, data(delivery).reference(), Optional.empty());
        return sends(recipient, ack.encode())
                .edit()
                .append(HeaderName.IN_REPLY_TO, delivery.callId())
                .build();
    }

    public static SipRequest refuses(User recipient, SipRequest delivery, RpCause cause) {
        var error = new RpMessage.Error(
                Direction.FROM_MOBILE, data(delivery).reference(), cause, OptionalInt.empty(), Optional.empty());
        return sends(recipient, error.encode())
                .edit()
                .append(HeaderName.IN_REPLY_TO, delivery.callId())
                .build();
    }

    public static RpMessage relay(SipRequest message) {
        assertThat(message.contentType()).isEqualTo(TYPE);
        return RpMessage.decode(Octets.of(message.body()));
    }

    public static RpMessage.Data data(SipRequest delivery) {
        return (RpMessage.Data) relay(delivery);
    }

    public static Tpdu.Deliver delivered(SipRequest delivery) {
        return (Tpdu.Deliver) Tpdu.toMobile(data(delivery).userData());
    }

    public static Tpdu.StatusReport statusReport(SipRequest delivery) {
        return (Tpdu.StatusReport) Tpdu.toMobile(data(delivery).userData());
    }

    public static String textOf(SipRequest delivery) {
        return delivered(delivery).userData().text().orElseThrow();
    }
}
