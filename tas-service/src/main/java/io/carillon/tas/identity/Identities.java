package io.carillon.tas.identity;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.tas.simservs.Simservs.Restriction;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who may see whom: OIP and OIR (TS 24.607 §4.5.2), TIP and TIR (TS 24.608 §4.5.2). */
public final class Identities {
    /** RFC 3323 §4.1.1.3. */
    private static final String ANONYMOUS = "\"Anonymous\" <sip:anonymous@anonymous.invalid>";

    private static final List<String> WITHHELD = List.of("id", "user", "header");

    private Identities() {}

    /** True if the sender keeps its identity to itself (RFC 3323 §4.2, RFC 3325 §9.3). */
    public static boolean isWithheld(SipMessage message) {
        return privacy(message).stream().anyMatch(WITHHELD::contains)
                || message.from().uri().toLowerCase(Locale.ROOT).contains("@anonymous.invalid");
    }

    /** The values stand between semicolons, and each may be on a line of its own. */
    private static List<String> privacy(SipMessage message) {
        return message.all(HeaderName.PRIVACY).stream()
                .flatMap(line -> Arrays.stream(line.split(";")))
                .map(value -> value.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** OIR (TS 24.607 §4.5.2.4): Privacy as the user's setting has it; and then From tells nothing either. */
    public static RequestEdit caller(RequestEdit edit, SipRequest received, Restriction restriction) {
        if (!withholds(received, restriction)) {
            return edit;
        }
        if (!privacy(received).contains("id")) {
            edit.set(HeaderName.PRIVACY, "id");
        }
        return anonymous(edit);
    }

    /** The leg's own tag stays: From of this request was given by the back-to-back user agent. */
    private static RequestEdit anonymous(RequestEdit edit) {
        var tag = edit.build().fromTag().orElse("");
        return edit.set(HeaderName.FROM, ANONYMOUS + ";tag=" + tag);
    }

    private static boolean withholds(SipMessage message, Restriction restriction) {
        var privacy = privacy(message);
        return switch (restriction) {
            case PERMANENT -> true;
            case RESTRICTED -> !privacy.contains("none");
            case NOT_RESTRICTED -> privacy.stream().anyMatch(WITHHELD::contains);
        };
    }

    /** What the user asks for this call, if anything; never against what the operator made permanent. */
    public static Restriction forThisCall(Restriction usual, Optional<Boolean> withheld) {
        return usual == Restriction.PERMANENT
                ? usual
                : withheld.map(asked -> asked ? Restriction.PERMANENT : Restriction.NOT_RESTRICTED)
                        .orElse(usual);
    }

    /** Without OIP the called user sees nobody (TS 24.607 §4.5.2.9). */
    public static RequestEdit toCallee(RequestEdit edit, boolean presentation) {
        if (!presentation) {
            anonymous(edit.remove(HeaderName.P_ASSERTED_IDENTITY).remove(HeaderName.PRIVACY));
        }
        return edit;
    }

    /** TIR (TS 24.608 §4.5.2.9): what the called side says carries its wish. */
    public static ResponseEdit callee(ResponseEdit edit, SipResponse received, Restriction restriction) {
        return received.status() < 300 && withholds(received, restriction) ? edit.set(HeaderName.PRIVACY, "id") : edit;
    }

    /** Without TIP the caller does not learn who answered (TS 24.608 §4.5.2.4). */
    public static ResponseEdit toCaller(ResponseEdit edit, boolean presentation) {
        return presentation ? edit : edit.remove(HeaderName.P_ASSERTED_IDENTITY).remove(HeaderName.PRIVACY);
    }
}
