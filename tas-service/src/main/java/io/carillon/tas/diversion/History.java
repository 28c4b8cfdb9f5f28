package io.carillon.tas.diversion;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.Uris;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** History-Info of a diverted call (RFC 7044, TS 24.604 §4.5.2.6.2), and Diversion for older networks (RFC 5806). */
public final class History {
    private static final String CAUSE = "cause";
    private static final String HIDDEN = "Privacy=history";

    private History() {}

    /** How often the call has been diverted: the entries whose URI has a cause (RFC 4458 §2). */
    public static long diversions(SipRequest invite) {
        return invite.all(HeaderName.HISTORY_INFO).stream()
                .map(entry -> NameAddr.parse(entry).uri().toLowerCase(Locale.ROOT))
                .filter(uri -> uri.contains(";cause="))
                .count();
    }

    /** Adds the diverting user, if no entry is there yet, and the new target below it with its cause; and Diversion. */
    public static RequestEdit divert(RequestEdit edit, SipRequest received, Diverted to) {
        boolean hidden = Boolean.FALSE.equals(to.forwardTo().revealIdentityToTarget());
        var entries = entries(received, to, hidden);
        entries.add(target(entries, to, ""));
        return edit.setAll(HeaderName.HISTORY_INFO, entries)
                .prepend(
                        HeaderName.DIVERSION,
                        "<" + received.uri() + ">;reason=" + to.cause().reason() + ";counter=1;privacy="
                                + (hidden ? "full" : "off"));
    }

    /** The 181 tells the caller where the call went (TS 24.604 §4.5.2.6.4), unless the user keeps that secret. */
    public static ResponseEdit tell(ResponseEdit edit, SipRequest received, Diverted to) {
        boolean hidden = Boolean.FALSE.equals(to.forwardTo().revealIdentityToCaller());
        var entries = entries(received, to, false);
        entries.add(target(entries, to, hidden ? HIDDEN : ""));
        return edit.setAll(HeaderName.HISTORY_INFO, entries);
    }

    /** A further phone of the user is called: an entry below the user's own, without a cause. */
    public static RequestEdit also(RequestEdit edit, SipRequest received, String target, int number) {
        var entries = new ArrayList<>(received.all(HeaderName.HISTORY_INFO));
        if (entries.isEmpty()) {
            entries.add("<" + received.uri() + ">;index=1");
        }
        var index = index(entries.getLast());
        entries.add("<" + target + ">;index=" + index + "." + number + ";mp=" + index);
        return edit.setAll(HeaderName.HISTORY_INFO, entries);
    }

    /** What was there, the last entry being the diverting user with the Reason that its phone gave (RFC 7044 §10.2). */
    private static List<String> entries(SipRequest received, Diverted to, boolean hidden) {
        List<String> entries = new ArrayList<>(received.all(HeaderName.HISTORY_INFO));
        if (entries.isEmpty()) {
            entries.add("<" + received.uri() + ">;index=1");
        }
        var last = entries.size() - 1;
        to.tried()
                .ifPresent(status -> entries.set(
                        last, withHeader(entries.get(last), "reason=sip", "Reason=SIP%3Bcause%3D" + status)));
        if (hidden) {
            entries.set(last, withHeader(entries.get(last), "privacy=", HIDDEN));
        }
        return entries;
    }

    private static String target(List<String> entries, Diverted to, String header) {
        var index = index(entries.getLast());
        var entry = "<" + withCause(to.target(), to.cause()) + ">;index=" + index + ".1;mp=" + index;
        return header.isEmpty() ? entry : withHeader(entry, header, header);
    }

    private static String index(String entry) {
        return Optional.of(NameAddr.parse(entry))
                .flatMap(last -> last.params().value("index"))
                .orElse("1");
    }

    /** An entry that has header parts of its own keeps them, and gets none from us twice. */
    private static String withHeader(String entry, String known, String header) {
        var parsed = NameAddr.parse(entry);
        var uri = parsed.uri();
        return uri.toLowerCase(Locale.ROOT).contains(known)
                ? entry
                : new NameAddr(parsed.display(), uri + (uri.indexOf('?') < 0 ? "?" : "&") + header, parsed.params())
                        .toString();
    }

    /** A parameter of the URI, not of the entry; a tel URI takes it as any parameter it does not know (RFC 3966 §3). */
    private static String withCause(String target, Cause cause) {
        var code = Integer.toString(cause.code());
        return Uris.isSip(target)
                ? Uris.sip(target).withoutHeaders().withParam(CAUSE, code).toString()
                : target + ";" + CAUSE + "=" + code;
    }
}
