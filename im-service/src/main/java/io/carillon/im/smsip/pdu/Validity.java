package io.carillon.im.smsip.pdu;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** TP-Validity-Period in its formats (TS 23.040 §9.2.3.3, §9.2.3.12). */
public sealed interface Validity {
    /** TP-VPF. */
    int format();

    void write(OctetWriter out);

    /** Until when to try; empty if the sender leaves it to the service centre. */
    Optional<Instant> until(Instant accepted);

    /** No TP-VP field. */
    record Unspecified() implements Validity {
        @Override
        public int format() {
            return 0;
        }

        @Override
        public void write(OctetWriter out) {}

        @Override
        public Optional<Instant> until(Instant accepted) {
            return Optional.empty();
        }
    }

    /** One octet (§9.2.3.12.1). */
    record Relative(int value) implements Validity {
        @Override
        public int format() {
            return 2;
        }

        @Override
        public void write(OctetWriter out) {
            out.octet(value);
        }

        public Duration period() {
            if (value <= 143) {
                return Duration.ofMinutes((value + 1) * 5L);
            }
            if (value <= 167) {
                return Duration.ofHours(12).plusMinutes((value - 143) * 30L);
            }
            return value <= 196 ? Duration.ofDays(value - 166L) : Duration.ofDays((value - 192) * 7L);
        }

        @Override
        public Optional<Instant> until(Instant accepted) {
            return Optional.of(accepted.plus(period()));
        }
    }

    /** A point in time (§9.2.3.12.2). */
    record Absolute(Timestamp end) implements Validity {
        @Override
        public int format() {
            return 3;
        }

        @Override
        public void write(OctetWriter out) {
            end.write(out);
        }

        @Override
        public Optional<Instant> until(Instant accepted) {
            return Optional.of(end.instant());
        }
    }

    /** Seven octets whose first says what the others are (§9.2.3.12.3). */
    record Enhanced(Octets octets) implements Validity {
        static final int SIZE = 7;
        private static final int EXTENDED = 0x80;
        private static final int SINGLE_SHOT = 0x40;

        public Enhanced {
            if (octets.length() != SIZE) {
                throw new IllegalArgumentException("an enhanced validity period has seven octets");
            }
        }

        @Override
        public int format() {
            return 1;
        }

        @Override
        public void write(OctetWriter out) {
            out.octets(octets);
        }

        /** One attempt only. */
        public boolean singleShot() {
            return (octets.at(0) & SINGLE_SHOT) != 0;
        }

        @Override
        public Optional<Instant> until(Instant accepted) {
            int at = (octets.at(0) & EXTENDED) == 0 ? 1 : 2;
            return switch (octets.at(0) & 7) {
                case 1 -> new Relative(octets.at(at)).until(accepted);
                case 2 -> Optional.of(accepted.plusSeconds(octets.at(at)));
                case 3 -> Optional.of(accepted.plusSeconds(clock(at)));
                default -> Optional.empty();
            };
        }

        private long clock(int at) {
            return SemiOctets.number(octets.at(at)) * 3_600L
                    + SemiOctets.number(octets.at(at + 1)) * 60L
                    + SemiOctets.number(octets.at(at + 2));
        }

        private void check() {
            boolean extended = (octets.at(0) & EXTENDED) != 0;
            int at = extended ? 2 : 1;
            int format = octets.at(0) & 7;
            boolean usable = switch (format) {
                case 0, 1 -> true;
                case 2 -> octets.at(at) > 0;
                case 3 ->
                    SemiOctets.number(octets.at(at)) >= 0
                            && SemiOctets.number(octets.at(at + 1)) >= 0
                            && SemiOctets.number(octets.at(at + 2)) >= 0;
                default -> false;
            };
            if (!usable) {
                throw new TpException(
                        RpCause.TRANSFER_REJECTED, TpFailure.VALIDITY_NOT_SUPPORTED, "validity format " + format);
            }
        }
    }

    static Validity read(OctetReader in, int format) {
        return switch (format) {
            case 1 -> {
                var enhanced = new Enhanced(in.octets(Enhanced.SIZE, "TP-Validity-Period"));
                enhanced.check();
                yield enhanced;
            }
            case 2 -> new Relative(in.octet("TP-Validity-Period"));
            case 3 -> new Absolute(Timestamp.read(in, "TP-Validity-Period"));
            default -> new Unspecified();
        };
    }
}
