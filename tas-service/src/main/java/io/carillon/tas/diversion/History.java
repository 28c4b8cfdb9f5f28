package io.carillon.tas.diversion;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.tas.diversion.DiversionRules.Condition;
import java.util.List;

/** History-Info of a diverted call (RFC 7044, TS 24.604 §4.5.2.6.2). */
public final class History {
    private History() {}

    /** How often the call has been diverted: the entries with a cause. */
    public static long diversions(SipRequest invite) {
        return invite.all(HeaderName.HISTORY_INFO).stream()
                .map(NameAddr::parse)
                .filter(entry -> entry.uri().contains(";cause="))
                .count();
    }

    /** Adds the diverting user, if no entry is there yet, and the new target below it, with the cause of RFC 4458. */
    public static RequestEdit divert(RequestEdit edit, SipRequest received, String target, Condition condition) {
        List<String> entries = received.all(HeaderName.HISTORY_INFO);
        var last = "1";
        if (entries.isEmpty()) {
            edit.append(HeaderName.HISTORY_INFO, "<" + received.uri() + ">;index=1");
        } else {
            last = NameAddr.parse(entries.getLast()).params().value("index").orElse("1");
        }
        return edit.append(
                HeaderName.HISTORY_INFO,
                "<" + withCause(target, condition) + ">;index=" + last + ".1;mp=" + last);
    }

    private static String withCause(String target, Condition condition) {
        return target + ";cause=" + condition.cause();
    }
}
