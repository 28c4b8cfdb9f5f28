package io.carillon.sbc.pcscf;

import io.carillon.sip.ims.ChargingVector;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.MessageEdit;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

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
            HeaderName.FEATURE_CAPS,
            HeaderName.of("P-User-Database"),
            HeaderName.of("P-Private-Network-Indication"),
            HeaderName.of("Relayed-Charge"),
            HeaderName.of("Restoration-Info"),
            HeaderName.of("Service-Interact-Info"),
            HeaderName.of("Attestation-Info"),
            HeaderName.of("Origination-Id"),
            HeaderName.of("Additional-Identity"));

    /** What the network tells itself. */
    private static final List<HeaderName> NOT_TO_PHONES = List.of(
            HeaderName.P_CHARGING_VECTOR,
            HeaderName.P_CHARGING_FUNCTION_ADDRESSES,
            HeaderName.P_SERVED_USER,
            HeaderName.P_PROFILE_KEY,
            HeaderName.P_VISITED_NETWORK_ID,
            HeaderName.of("P-User-Database"),
            HeaderName.of("Relayed-Charge"),
            HeaderName.of("Restoration-Info"),
            HeaderName.of("Service-Interact-Info"));

    private Trust() {}

    static RequestEdit fromPhone(SipRequest request) {
        return withoutLies(request.edit(), request);
    }

    /** The identity of a phone that answers is asserted by us (§5.2.6.4.4). */
    static SipResponse fromPhone(SipResponse response, String identity, String icid) {
        var edit = withoutLies(response.edit(), response).remove(HeaderName.P_PREFERRED_IDENTITY);
        if (response.status() > 100) {
            edit.set(HeaderName.P_ASSERTED_IDENTITY, "<" + identity + ">");
            if (!icid.isEmpty()) {
                edit.set(HeaderName.P_CHARGING_VECTOR, ChargingVector.begun(icid));
            }
        }
        return edit.build();
    }

    /** Where a phone says it is stays its own word: only the network writes network-provided (§4.4.4). */
    private static <E extends MessageEdit<E>> E withoutLies(E edit, SipMessage original) {
        NOT_FROM_PHONES.forEach(edit::remove);
        var access = original.all(HeaderName.P_ACCESS_NETWORK_INFO);
        if (access.stream().anyMatch(Trust::networkProvided)) {
            edit.setAll(
                    HeaderName.P_ACCESS_NETWORK_INFO,
                    access.stream().filter(value -> !networkProvided(value)).toList());
        }
        return edit;
    }

    private static boolean networkProvided(String access) {
        return access.toLowerCase(Locale.ROOT).contains("network-provided");
    }

    /** A caller who asked for privacy is not asserted to the callee (RFC 3325 §9.3). */
    static RequestEdit toPhone(SipRequest request) {
        return discreet(request.edit(), request);
    }

    static ResponseEdit toPhone(SipResponse response) {
        return discreet(response.edit(), response);
    }

    private static <E extends MessageEdit<E>> E discreet(E edit, SipMessage original) {
        NOT_TO_PHONES.forEach(edit::remove);
        return wantsPrivacy(original) ? edit.remove(HeaderName.P_ASSERTED_IDENTITY) : edit;
    }

    private static boolean wantsPrivacy(SipMessage message) {
        return message.all(HeaderName.PRIVACY).stream()
                .flatMap(value -> Arrays.stream(value.split(";")))
                .anyMatch(value -> value.strip().equalsIgnoreCase("id"));
    }
}
