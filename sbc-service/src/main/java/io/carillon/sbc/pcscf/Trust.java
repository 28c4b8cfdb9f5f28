package io.carillon.sbc.pcscf;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipMessage;
import java.util.List;

/** What must not cross the border of the trust domain (RFC 3325 §5, TS 24.229 §4.4, §5.2.6.3). */
final class Trust {
    /** Only the network says these; from a phone they are lies. */
    private static final List<HeaderName> NOT_FROM_PHONES = List.of(
            HeaderName.P_ASSERTED_IDENTITY,
            HeaderName.P_CHARGING_VECTOR,
            HeaderName.P_CHARGING_FUNCTION_ADDRESSES,
            HeaderName.P_SERVED_USER,
            HeaderName.P_CALLED_PARTY_ID,
            HeaderName.P_PROFILE_KEY,
            HeaderName.P_ASSERTED_SERVICE,
            HeaderName.P_ASSOCIATED_URI,
            HeaderName.P_VISITED_NETWORK_ID,
            HeaderName.SERVICE_ROUTE,
            HeaderName.PATH,
            HeaderName.HISTORY_INFO,
            HeaderName.DIVERSION,
            HeaderName.RESOURCE_PRIORITY,
            HeaderName.FEATURE_CAPS);

    /** What the network tells itself. */
    private static final List<HeaderName> NOT_TO_PHONES = List.of(
            HeaderName.P_CHARGING_VECTOR,
            HeaderName.P_CHARGING_FUNCTION_ADDRESSES,
            HeaderName.P_SERVED_USER,
            HeaderName.P_PROFILE_KEY,
            HeaderName.P_VISITED_NETWORK_ID);

    private Trust() {}

    static RequestEdit fromPhone(RequestEdit request) {
        NOT_FROM_PHONES.forEach(request::remove);
        return request;
    }

    static ResponseEdit fromPhone(ResponseEdit response) {
        NOT_FROM_PHONES.forEach(response::remove);
        return response;
    }

    /** A caller who asked for privacy is not asserted to the callee (RFC 3325 §9.3). */
    static RequestEdit toPhone(RequestEdit edit, SipMessage original) {
        NOT_TO_PHONES.forEach(edit::remove);
        return wantsPrivacy(original) ? edit.remove(HeaderName.P_ASSERTED_IDENTITY) : edit;
    }

    static ResponseEdit toPhone(ResponseEdit edit, SipMessage original) {
        NOT_TO_PHONES.forEach(edit::remove);
        return wantsPrivacy(original) ? edit.remove(HeaderName.P_ASSERTED_IDENTITY) : edit;
    }

    private static boolean wantsPrivacy(SipMessage message) {
        return message.all(HeaderName.PRIVACY).stream()
                .flatMap(value -> java.util.Arrays.stream(value.split(";")))
                .anyMatch(value -> value.strip().equalsIgnoreCase("id"));
    }
}
