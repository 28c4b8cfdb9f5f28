package io.carillon.cscf.scscf;

import io.carillon.sip.ims.ChargingVector;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What lets networks charge each other for a session: its identifier and who began and who took it (RFC 7315 §4.6, TS
 * 24.229 §5.4.3.2 step 4, §5.4.3.3 steps 2 and 3).
 */
final class Charging {
    private static final Pattern IOI = Pattern.compile("(?i);\\s*(orig|term)-ioi\\s*=\\s*(\"[^\"]*\"|[^;]*)");
    private static final Pattern TERM_IOI = Pattern.compile("(?i);\\s*term-ioi\\s*=\\s*(\"[^\"]*\"|[^;]*)");

    private Charging() {}

    /** Begun by a user of this network, whatever the access network said of itself; an AS may leave the identifier to us. */
    static SipRequest begun(SipRequest request, String network, String functions) {
        var begun = vector(request).orElseGet(Charging::fresh);
        var vector = (begun.contains("-ioi") ? IOI.matcher(begun).replaceAll("") : begun) + ";orig-ioi=" + network;
        return with(request, vector, functions);
    }

    /** To a user of this network. */
    static SipRequest arrived(SipRequest request, String functions) {
        return with(request, vector(request).orElseGet(Charging::fresh), functions);
    }

    /** Taken by this network: what each answer says. It holds nothing else of the request, as it is held for long. */
    static UnaryOperator<SipResponse> answers(SipRequest request, String network) {
        return vector(request)
                .map(vector ->
                        vector.contains("term-ioi") ? TERM_IOI.matcher(vector).replaceAll("") : vector)
                .map(vector -> answers(vector + ";term-ioi=" + network))
                .orElse(UnaryOperator.identity());
    }

    private static UnaryOperator<SipResponse> answers(String vector) {
        return response -> response.status() == 100
                ? response
                : response.edit().set(HeaderName.P_CHARGING_VECTOR, vector).build();
    }

    /** What another network need not know: where the phone is, and who charges for it. */
    static SipRequest leaving(SipRequest request) {
        return request.edit()
                .remove(HeaderName.P_CHARGING_FUNCTION_ADDRESSES)
                .remove(HeaderName.P_ACCESS_NETWORK_INFO)
                .build();
    }

    private static SipRequest with(SipRequest request, String vector, String functions) {
        var edit = request.edit().set(HeaderName.P_CHARGING_VECTOR, vector);
        if (functions.isEmpty()) {
            edit.remove(HeaderName.P_CHARGING_FUNCTION_ADDRESSES);
        } else {
            edit.set(HeaderName.P_CHARGING_FUNCTION_ADDRESSES, functions);
        }
        return edit.build();
    }

    private static Optional<String> vector(SipRequest request) {
        return ChargingVector.of(request).icid().isEmpty()
                ? Optional.empty()
                : request.first(HeaderName.P_CHARGING_VECTOR);
    }

    private static String fresh() {
        return ChargingVector.begun(UUID.randomUUID().toString());
    }
}
