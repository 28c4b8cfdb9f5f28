package io.carillon.tas.diversion;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.Uris;
import io.carillon.tas.diversion.DiversionRules.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** History-Info of a diverted call (RFC 7044, TS 24.604 §4.5.2.6.2). */
public final class History {
    private static final String CAUSE = "cause";

    private History() {}

    /** How often the call has been diverted: the entries whose URI has a cause (RFC 4458 §2). */
    public static long diversions(SipRequest invite) {
        return invite.all(HeaderName.HISTORY_INFO).stream()
                .map(entry -> NameAddr.parse(entry).uri().toLowerCase(Locale.ROOT))
                .filter(uri -> uri.contains(";cause="))
                .count();
    }

    /**
     * Adds the diverting user, if no entry is there yet, and the new target below it, with the cause of RFC 4458 in its
     * URI.
     *
     * @param tried the status that the diverting user's phone gave, 408 if it rang in vain: the Reason of that entry
     *     (RFC 7044 §10.2); empty if it was not called
     */
    public static RequestEdit divert(
            RequestEdit edit, SipRequest received, String target, Condition condition, Optional<Integer> tried) {
        List<String> entries = new ArrayList<>(received.all(HeaderName.HISTORY_INFO));
        if (entries.isEmpty()) {
            entries.add("<" + received.uri() + ">;index=1");
        }
        var diverting = NameAddr.parse(entries.getLast());
        var index = diverting.params().value("index").orElse("1");
        tried.ifPresent(status -> entries.set(entries.size() - 1, withReason(diverting, status)));
        entries.add("<" + withCause(target, condition) + ">;index=" + index + ".1;mp=" + index);
        return edit.setAll(HeaderName.HISTORY_INFO, entries);
    }

    /** An entry that has header parts of its own keeps them, and gets none from us twice. */
    private static String withReason(NameAddr entry, int status) {
        var uri = entry.uri();
        var reason = "Reason=SIP%3Bcause%3D" + status;
        return uri.toLowerCase(Locale.ROOT).contains("reason=sip")
                ? entry.toString()
                : new NameAddr(entry.display(), uri + (uri.indexOf('?') < 0 ? "?" : "&") + reason, entry.params())
                        .toString();
    }

    /** A parameter of the URI, not of the entry; a tel URI takes it as any parameter it does not know (RFC 3966 §3). */
    private static String withCause(String target, Condition condition) {
        var cause = Integer.toString(condition.cause());
        return Uris.isSip(target)
                ? Uris.sip(target).withoutHeaders().withParam(CAUSE, cause).toString()
                : target + ";" + CAUSE + "=" + cause;
    }
}
