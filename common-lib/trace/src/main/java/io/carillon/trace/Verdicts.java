package io.carillon.trace;

import io.carillon.sip.message.HeaderName;
import io.carillon.trace.Verdict.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads a ladder as an engineer does: what was asked first, how it ended, who said so first, and what was missing. */
public final class Verdicts {
    private final Ladder ladder;
    private final List<Exchange> sip;
    private final List<Exchange> diameter;
    private final List<Exchange> http;

    private Verdicts(Ladder ladder) {
        this.ladder = ladder;
        this.sip = Exchange.sip(ladder);
        this.diameter = Exchange.diameter(ladder);
        this.http = Exchange.http(ladder);
    }

    /** Empty for a ladder without a SIP request. */
    public static Optional<Verdict> on(Ladder seen) {
        var reading = new Verdicts(seen.folded());
        return reading.sip.stream().findFirst().map(first -> switch (first.method()) {
            case "REGISTER" -> new RegistrationVerdict(reading).reached();
            case "INVITE" -> new CallVerdict(reading).reached();
            case "MESSAGE" -> new MessageVerdict(reading).reached();
            default -> reading.plain(first);
        });
    }

    Ladder ladder() {
        return ladder;
    }

    /** The requests of that method on every hop. */
    List<Exchange> sip(String method) {
        return sip.stream().filter(each -> each.method().equals(method)).toList();
    }

    List<Exchange> diameter(String... commands) {
        return diameter.stream()
                .filter(each -> List.of(commands).contains(each.method()))
                .toList();
    }

    List<Exchange> http() {
        return http;
    }

    boolean isNode(String participant) {
        return ladder.nodes().contains(participant);
    }

    /** Who gave that final status before anybody else did. */
    String place(String method, int status) {
        return sip(method).stream()
                .map(Exchange::last)
                .flatMap(Optional::stream)
                .filter(answer -> Exchange.status(answer) == status)
                .min(Comparator.comparing(Arrow::time))
                .map(Arrow::from)
                .orElse("the network");
    }

    /** The hop on which a request got no answer at all, the last one: what is behind it never spoke. */
    Optional<Exchange> silent(String method) {
        return sip(method).stream().filter(Exchange::isSilent).reduce((one, other) -> other);
    }

    /** Diameter requests that got no answer, or one that is no success. */
    Optional<Verdict> hssFailure(String user) {
        for (var asked : diameter("UAR", "MAR", "SAR", "LIR")) {
            if (asked.isSilent()) {
                return Optional.of(Verdict.of(Kind.HSS_SILENT, "place", asked.to(), "command", asked.method()));
            }
            if (asked.resultCode() >= 3000) {
                return Optional.of(Verdict.of(
                        hss(asked.resultCode()), "user", user, "command", answer(asked), "result", asked.result()));
            }
        }
        return Optional.empty();
    }

    /** Experimental results of TS 29.229 §6.2.2. */
    private static Kind hss(int result) {
        return switch (result) {
            case 5001 -> Kind.SUBSCRIBER_UNKNOWN;
            case 5002 -> Kind.IDENTITIES_DO_NOT_MATCH;
            case 5004 -> Kind.ROAMING_NOT_ALLOWED;
            case 5006 -> Kind.SCHEME_NOT_SUPPORTED;
            default -> Kind.HSS_REFUSED;
        };
    }

    static String answer(Exchange asked) {
        return asked.method().substring(0, asked.method().length() - 1) + "A";
    }

    /** The user a request speaks for, as the operator searches for it. */
    static String user(Exchange asked) {
        return Exchange.message(asked.request())
                .map(message -> message.to().uri())
                .orElse("the phone");
    }

    Verdict plain(Exchange first) {
        int status = first.status();
        return status / 100 == 2
                ? Verdict.of(Kind.SUCCEEDED, "method", first.method())
                : byStatus(first.method(), status);
    }

    /** What a final status says by itself; 0 is none. */
    Verdict byStatus(String method, int status) {
        String place = place(method, status);
        String text = String.valueOf(status);
        return switch (status) {
            case 0 -> unanswered(method);
            case 403 -> Verdict.of(Kind.FORBIDDEN, "place", place, "status", reasoned(method, status));
            case 404, 410, 484, 604 -> Verdict.of(Kind.NUMBER_UNKNOWN, "place", place, "status", text);
            case 408, 504 ->
                silent(method)
                        .map(hop -> Verdict.of(Kind.NODE_SILENT, "place", hop.to(), "method", method))
                        .orElseGet(() -> Verdict.of(Kind.SERVER_FAILED, "place", place, "status", text));
            case 413 -> Verdict.of(Kind.TOO_LARGE, "place", place);
            case 420, 421 -> Verdict.of(Kind.EXTENSION_REFUSED, "place", place, "reason", reasoned(method, status));
            case 430 -> Verdict.of(Kind.FLOW_GONE, "place", place);
            case 480 -> Verdict.of(Kind.NOT_REGISTERED, "place", place, "status", text);
            case 482, 483 -> Verdict.of(Kind.LOOP, "place", place, "status", text);
            case 503 -> unavailable(method, place);
            default ->
                Verdict.of(
                        status >= 500 && status < 600 ? Kind.SERVER_FAILED : Kind.REFUSED,
                        "place",
                        place,
                        "status",
                        reasoned(method, status));
        };
    }

    private Verdict unavailable(String method, String place) {
        return refusal(method, 503)
                .flatMap(answer -> Exchange.header(answer, HeaderName.RETRY_AFTER))
                .map(after -> Verdict.of(Kind.OVERLOADED, "place", place, "status", "503", "after", after))
                .orElseGet(() -> Verdict.of(Kind.SERVER_FAILED, "place", place, "status", reasoned(method, 503)));
    }

    private Verdict unanswered(String method) {
        return silent(method)
                .map(hop -> Verdict.of(Kind.NODE_SILENT, "place", hop.to(), "method", method))
                .orElseGet(() -> Verdict.of(Kind.IN_PROGRESS));
    }

    private Optional<Arrow> refusal(String method, int status) {
        return sip(method).stream()
                .flatMap(each -> each.answers().stream())
                .filter(answer -> Exchange.status(answer) == status)
                .findFirst();
    }

    /** The status with whatever its sender added: the phrase, the Reason or Warning header. */
    String reasoned(String method, int status) {
        return refusal(method, status)
                .map(answer -> {
                    String phrase = answer.summary().replaceFirst(" \\([A-Z]+\\)$", "");
                    return Exchange.header(answer, HeaderName.REASON)
                            .or(() -> Exchange.header(answer, HeaderName.WARNING))
                            .map(more -> phrase + " – " + more)
                            .orElse(phrase);
                })
                .orElse(String.valueOf(status));
    }
}
