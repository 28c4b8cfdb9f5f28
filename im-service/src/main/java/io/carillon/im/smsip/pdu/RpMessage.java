package io.carillon.im.smsip.pdu;

import java.util.Optional;
import java.util.OptionalInt;

/** A message of the short message relay layer (TS 24.011 §7.3), as application/vnd.3gpp.sms carries it. */
public sealed interface RpMessage {
    Direction direction();

    /** RP-Message-Reference, 0 to 255: ties an acknowledgement to its message. */
    int reference();

    /** RP-DATA (§7.3.1): carries a TPDU. */
    record Data(Direction direction, int reference, RpAddress originator, RpAddress destination, Octets userData)
            implements RpMessage {}

    /** RP-ACK (§7.3.3). */
    record Ack(Direction direction, int reference, Optional<Octets> userData) implements RpMessage {}

    /** RP-ERROR (§7.3.4). */
    record Error(Direction direction, int reference, RpCause cause, OptionalInt diagnostic, Optional<Octets> userData)
            implements RpMessage {}

    /** RP-SMMA (§7.3.2): the mobile station has memory again. */
    record MemoryAvailable(int reference) implements RpMessage {
        @Override
        public Direction direction() {
            return Direction.FROM_MOBILE;
        }
    }

    /** @throws RpException with the cause to answer */
    static RpMessage decode(Octets octets) {
        return RpCodec.decode(octets);
    }

    default Octets encode() {
        return RpCodec.encode(this);
    }
}
