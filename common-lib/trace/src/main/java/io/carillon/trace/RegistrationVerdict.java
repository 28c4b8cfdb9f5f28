package io.carillon.trace;

import io.carillon.sip.message.HeaderName;
import io.carillon.trace.Verdict.Kind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Why a phone is registered or not (TS 24.229 §5.4.1). */
record RegistrationVerdict(Verdicts reading) {
    private static final Pattern EMPTY_RESPONSE = Pattern.compile("\\bresponse\\s*=\\s*\"\"");
    private static final Pattern RESPONSE = Pattern.compile("\\bresponse\\s*=\\s*\"[^\"]+\"");
    private static final Pattern AUTS = Pattern.compile("\\bauts\\s*=");
    private static final Pattern AKA = Pattern.compile("AKAv[12]-", Pattern.CASE_INSENSITIVE);

    Verdict reached() {
        List<Exchange> registers = reading.sip("REGISTER").stream()
                .filter(each -> !reading.isNode(each.from()))
                .toList();
        if (registers.isEmpty()) {
            registers = reading.sip("REGISTER");
        }
        var first = registers.getFirst();
        var last = registers.getLast();
        int status = last.status();
        if (status == 200) {
            return granted(registers, first, last);
        }
        return reading.hssFailure(Verdicts.user(first)).orElseGet(() -> refused(last, status));
    }

    private static Verdict granted(List<Exchange> registers, Exchange first, Exchange last) {
        if (isGoodbye(last)) {
            return Verdict.of(Kind.DEREGISTERED);
        }
        boolean resynchronised = registers.stream()
                .anyMatch(each -> AUTS.matcher(authorization(each)).find());
        return resynchronised
                ? Verdict.of(Kind.RESYNCHRONISED)
                : Verdict.of(
                        Kind.REGISTERED,
                        "seconds",
                        first.secondsUntil(last.last().orElseThrow()));
    }

    private static boolean isGoodbye(Exchange register) {
        boolean byHeader =
                register.header(HeaderName.EXPIRES).filter("0"::equals).isPresent();
        return byHeader
                || register.header(HeaderName.CONTACT)
                        .filter(contact -> contact.matches(".*;\\s*expires=0\\b.*"))
                        .isPresent();
    }

    private static String authorization(Exchange register) {
        return register.header(HeaderName.AUTHORIZATION).orElse("");
    }

    private Verdict refused(Exchange last, int status) {
        String credentials = authorization(last);
        return switch (status) {
            case 401, 403 -> challenge(last, status, credentials);
            case 423 ->
                Verdict.of(
                        Kind.EXPIRY_TOO_SHORT,
                        "least",
                        Optional.of(last)
                                .flatMap(Exchange::last)
                                .flatMap(answer -> Exchange.header(answer, HeaderName.MIN_EXPIRES))
                                .orElse("?"));
            case 421, 494 ->
                Verdict.of(
                        Kind.SECURITY_AGREEMENT,
                        "place",
                        reading.place("REGISTER", status),
                        "status",
                        reading.reasoned("REGISTER", status));
            default -> reading.byStatus("REGISTER", status);
        };
    }

    private Verdict challenge(Exchange last, int status, String credentials) {
        if (EMPTY_RESPONSE.matcher(credentials).find()
                && AKA.matcher(credentials).find()) {
            return Verdict.of(Kind.SIM_REFUSED_NETWORK, "user", Verdicts.user(last));
        }
        if (RESPONSE.matcher(credentials).find()) {
            boolean aka = AKA.matcher(credentials).find();
            return Verdict.of(aka ? Kind.WRONG_SIM_KEY : Kind.WRONG_PASSWORD, "user", Verdicts.user(last));
        }
        return status == 401 ? Verdict.of(Kind.CHALLENGE_UNANSWERED) : reading.byStatus("REGISTER", status);
    }
}
