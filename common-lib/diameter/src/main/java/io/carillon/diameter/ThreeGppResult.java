package io.carillon.diameter;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Experimental-Result-Code values of 3GPP: TS 29.229 §6.2, TS 29.214 §5.5, TS 29.329 §6.2. */
public enum ThreeGppResult implements Result {
    FIRST_REGISTRATION(2001),
    SUBSEQUENT_REGISTRATION(2002),
    UNREGISTERED_SERVICE(2003),
    SUCCESS_SERVER_NAME_NOT_STORED(2004),
    USER_DATA_NOT_AVAILABLE(4100),
    PRIOR_UPDATE_IN_PROGRESS(4101),
    REQUESTED_SERVICE_TEMPORARILY_NOT_AUTHORIZED(4261),
    USER_UNKNOWN(5001),
    IDENTITIES_DONT_MATCH(5002),
    IDENTITY_NOT_REGISTERED(5003),
    ROAMING_NOT_ALLOWED(5004),
    IDENTITY_ALREADY_REGISTERED(5005),
    AUTH_SCHEME_NOT_SUPPORTED(5006),
    IN_ASSIGNMENT_TYPE(5007),
    TOO_MUCH_DATA(5008),
    NOT_SUPPORTED_USER_DATA(5009),
    FEATURE_UNSUPPORTED(5011),
    SERVING_NODE_FEATURE_UNSUPPORTED(5012),
    INVALID_SERVICE_INFORMATION(5061),
    FILTER_RESTRICTIONS(5062),
    REQUESTED_SERVICE_NOT_AUTHORIZED(5063),
    DUPLICATED_AF_SESSION(5064),
    IP_CAN_SESSION_NOT_AVAILABLE(5065),
    UNAUTHORIZED_NON_EMERGENCY_SESSION(5066),
    UNAUTHORIZED_SPONSORED_DATA_CONNECTIVITY(5067),
    TEMPORARY_NETWORK_FAILURE(5068),
    USER_DATA_NOT_RECOGNIZED(5100),
    OPERATION_NOT_ALLOWED(5101),
    USER_DATA_CANNOT_BE_READ(5102),
    USER_DATA_CANNOT_BE_MODIFIED(5103),
    USER_DATA_CANNOT_BE_NOTIFIED(5104),
    TRANSPARENT_DATA_OUT_OF_SYNC(5105),
    SUBS_DATA_ABSENT(5106),
    NO_SUBSCRIPTION_TO_DATA(5107),
    DSAI_NOT_AVAILABLE(5108);

    private static final Map<Long, ThreeGppResult> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ThreeGppResult::code, Function.identity()));

    private final long code;

    ThreeGppResult(long code) {
        this.code = code;
    }

    static Optional<ThreeGppResult> find(long code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    @Override
    public long code() {
        return code;
    }

    @Override
    public long vendor() {
        return Attribute.THREE_GPP;
    }
}
