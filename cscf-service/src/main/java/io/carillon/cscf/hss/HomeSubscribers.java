package io.carillon.cscf.hss;

import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The HSS as the CSCFs see it: each call is one Cx request with a deadline; meant for virtual threads. */
public interface HomeSubscribers {
    /** UAR (TS 29.228 §6.1.1): may this user register, and where? */
    WhereToRegister authorize(Impi impi, Impu impu, String visitedNetwork, Purpose purpose);

    /** Why a REGISTER asks for authorisation. */
    enum Purpose {
        REGISTRATION,
        DEREGISTRATION,
        /** After the assigned S-CSCF did not answer: give capabilities, whatever is assigned. */
        REGISTRATION_AND_CAPABILITIES
    }

    sealed interface WhereToRegister {
        record Assigned(String scscf) implements WhereToRegister {}

        /** The I-CSCF chooses. */
        record Capable(Wanted wanted) implements WhereToRegister {}

        record Refused(Cause cause) implements WhereToRegister {}
    }

    /** MAR (§6.3): what to challenge the user with. */
    AuthenticationData challenge(Impi impi, Impu impu, SchemeWanted scheme);

    /** What a MAR asks for. */
    sealed interface SchemeWanted {
        record Any() implements SchemeWanted {}

        record Aka() implements SchemeWanted {}

        /** RAND as challenged, and the AUTS that the UE answered with (TS 33.102 §6.3.5). */
        record Resynchronise(byte[] rand, byte[] auts) implements SchemeWanted {}
    }

    sealed interface AuthenticationData {
        /** One IMS-AKA vector. */
        record Aka(byte[] rand, byte[] autn, byte[] xres, byte[] ck, byte[] ik) implements AuthenticationData {}

        /** HA1 by algorithm, such as SHA-256 and MD5. */
        record SipDigest(String realm, Map<String, String> ha1) implements AuthenticationData {
            @Override
            public String toString() {
                return "SipDigest[" + realm + ", " + ha1.keySet() + "]";
            }
        }

        /** He is who registers from this line (NASS-IMS-bundled authentication). */
        record Line(Set<String> names) implements AuthenticationData {}

        /** He is who registers from such an address (GPRS-IMS-bundled authentication). */
        record Address(Predicate<InetAddress> his) implements AuthenticationData {}

        record Refused(Cause cause) implements AuthenticationData {}
    }

    /** SAR (§6.1.2): tells the HSS what became of a registration, and downloads the profile. */
    default Assignment assign(Optional<Impi> impi, Impu impu, AssignmentType type, boolean profileKnown) {
        return assign(impi, impu, type, profileKnown, List.of());
    }

    /**
     * As above.
     *
     * @param kept what the HSS shall keep of the registration, for an S-CSCF that has lost it (TS 23.380 §4.2)
     */
    Assignment assign(Optional<Impi> impi, Impu impu, AssignmentType type, boolean profileKnown, List<Kept> kept);

    /**
     * A contact in the HSS's keeping.
     *
     * @param contact the Contact value, with the seconds that it was good for in its expires parameter
     * @param path the Path values, topmost first
     */
    record Kept(Impi impi, String contact, List<String> path, String callId) {}

    enum AssignmentType {
        REGISTRATION,
        RE_REGISTRATION,
        UNREGISTERED_USER,
        TIMEOUT_DEREGISTRATION,
        USER_DEREGISTRATION,
        AUTHENTICATION_FAILURE,
        AUTHENTICATION_TIMEOUT,
        ADMINISTRATIVE_DEREGISTRATION,
        /** Only the data, for a user whose registration was lost here. */
        NO_ASSIGNMENT
    }

    sealed interface Assignment {
        /**
         * Done.
         *
         * @param userData the profile, empty where none was asked for
         * @param chargingFunctions as a P-Charging-Function-Addresses value, may be empty
         */
        record Done(Optional<byte[]> userData, List<Kept> kept, String chargingFunctions) implements Assignment {}

        record Refused(Cause cause) implements Assignment {}
    }

    /** LIR (§6.1.4): which S-CSCF serves this user? */
    WhereServed locate(Impu impu);

    sealed interface WhereServed {
        /** @param wildcard the wildcarded identity that the callee is an instance of, if it is one */
        record At(String scscf, Optional<String> wildcard) implements WhereServed {}

        /** Not registered, but services for the unregistered state: the I-CSCF chooses an S-CSCF. */
        record Unassigned(Wanted wanted, Optional<String> wildcard) implements WhereServed {}

        record Refused(Cause cause) implements WhereServed {}
    }

    /** Capabilities by number (§6.7). */
    record Wanted(List<Long> mandatory, List<Long> optional) {}

    /** Why the HSS said no, or nothing. A store that is down is a 5xx, never an authentication failure. */
    enum Cause {
        /** The user does not exist. */
        UNKNOWN(403, 404),
        /** IMPI and IMPU do not belong together, or the identity is not allowed to register. */
        NOT_ALLOWED(403, 403),
        ROAMING_NOT_ALLOWED(403, 403),
        /** The user exists and is not registered, and has no services for that state. */
        NOT_REGISTERED(403, 480),
        /** The authentication scheme is not one of the user's. */
        SCHEME_NOT_SUPPORTED(403, 403),
        /** The HSS has answered that it cannot do it (DIAMETER_UNABLE_TO_COMPLY). */
        FAILING(504, 504),
        /** The HSS is away or busy. */
        UNAVAILABLE(504, 504);

        private final int registerStatus;
        private final int sessionStatus;

        Cause(int registerStatus, int sessionStatus) {
            this.registerStatus = registerStatus;
            this.sessionStatus = sessionStatus;
        }

        /** The answer to a REGISTER (TS 24.229 §5.3.1.2, §5.4.1): an absent and a refused user look the same. */
        public int registerStatus() {
            return registerStatus;
        }

        /** The answer to any other request (§5.3.2.1). */
        public int sessionStatus() {
            return sessionStatus;
        }
    }
}
