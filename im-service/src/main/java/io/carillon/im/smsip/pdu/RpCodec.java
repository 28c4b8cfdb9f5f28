package io.carillon.im.smsip.pdu;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * <pre>
 *  8 7 6 5 4 | 3 2 1      RP-Message Type (TS 24.011 §8.2.2); bit 1 tells the direction
 *  spare 0   | MTI        000 RP-DATA · 010 RP-ACK · 100 RP-ERROR · 110 RP-SMMA
 *  RP-Message Reference
 *  … mandatory elements, then optional ones with identifiers
 * </pre>
 */
final class RpCodec {
    private static final int DATA = 0;
    private static final int ACK = 2;
    private static final int ERROR = 4;
    private static final int SMMA = 6;
    private static final int USER_DATA = 0x41;
    /** TS 24.011 §8.2.5.3: TPDUs have at most 232 octets. */
    private static final int MOST_USER_DATA = 233;

    private RpCodec() {}

    static RpMessage decode(Octets octets) {
        var in = new OctetReader(octets);
        if (in.left() < 2) {
            throw new RpException(RpCause.PROTOCOL_ERROR, -1, "no message type and reference");
        }
        int type = in.octet("message type") & 7;
        int reference = in.octet("reference");
        try {
            var direction = (type & 1) == 0 ? Direction.FROM_MOBILE : Direction.TO_MOBILE;
            return switch (type & 6) {
                case DATA -> data(in, direction, reference);
                case ACK -> new RpMessage.Ack(direction, reference, optionalUserData(in));
                case ERROR -> error(in, direction, reference);
                default -> smma(direction, reference);
            };
        } catch (OctetReader.EndReached | IllegalArgumentException e) {
            throw new RpException(RpCause.INVALID_MANDATORY, reference, String.valueOf(e.getMessage()));
        }
    }

    private static RpMessage data(OctetReader in, Direction direction, int reference) {
        var originator = RpAddress.read(in, "RP-Originator Address");
        var destination = RpAddress.read(in, "RP-Destination Address");
        if (direction == Direction.FROM_MOBILE && destination.digits().isEmpty()) {
            throw new IllegalArgumentException("RP-Destination Address is empty");
        }
        return new RpMessage.Data(direction, reference, originator, destination, userData(in));
    }

    private static RpMessage error(OctetReader in, Direction direction, int reference) {
        int length = in.octet("RP-Cause");
        if (length < 1) {
            throw new IllegalArgumentException("RP-Cause is empty");
        }
        var value = in.octets(length, "RP-Cause");
        var diagnostic = length > 1 ? OptionalInt.of(value.at(1)) : OptionalInt.empty();
        return new RpMessage.Error(
                direction, reference, new RpCause(value.at(0) & 0x7F), diagnostic, optionalUserData(in));
    }

    private static RpMessage smma(Direction direction, int reference) {
        if (direction == Direction.TO_MOBILE) {
            throw new RpException(RpCause.UNKNOWN_MESSAGE_TYPE, reference, "message type 7 is reserved");
        }
        return new RpMessage.MemoryAvailable(reference);
    }

    private static Octets userData(OctetReader in) {
        int length = in.octet("RP-User Data");
        if (length > MOST_USER_DATA) {
            throw new IllegalArgumentException("RP-User Data has " + length + " octets");
        }
        return in.octets(length, "RP-User Data");
    }

    /** Elements that are not understood are passed over (TS 24.011 §9.3.6). */
    private static Optional<Octets> optionalUserData(OctetReader in) {
        while (in.left() > 0) {
            int identifier = in.octet("element identifier");
            if (identifier == USER_DATA) {
                return Optional.of(userData(in));
            }
            // Bit 8 set: an element of one octet (TS 24.007 §11.2.4).
            if (identifier < 0x80) {
                in.octets(in.octet("element length"), "element");
            }
        }
        return Optional.empty();
    }

    static Octets encode(RpMessage message) {
        var out = new OctetWriter();
        switch (message) {
            case RpMessage.Data(var direction, var reference, var originator, var destination, var userData) -> {
                out.octet(DATA | direction.bit()).octet(reference);
                originator.write(out);
                destination.write(out);
                out.withLength(userData);
            }
            case RpMessage.Ack(var direction, var reference, var userData) -> {
                out.octet(ACK | direction.bit()).octet(reference);
                userData.ifPresent(data -> out.octet(USER_DATA).withLength(data));
            }
            case RpMessage.Error(var direction, var reference, var cause, var diagnostic, var userData) -> {
                out.octet(ERROR | direction.bit()).octet(reference);
                out.octet(diagnostic.isPresent() ? 2 : 1).octet(cause.code());
                diagnostic.ifPresent(out::octet);
                userData.ifPresent(data -> out.octet(USER_DATA).withLength(data));
            }
            case RpMessage.MemoryAvailable(var reference) -> out.octet(SMMA).octet(reference);
        }
        return out.written();
    }
}
