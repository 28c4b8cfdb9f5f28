package io.carillon.trace;

import io.carillon.node.trace.TraceEvent.Protocol;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request on one hop, and what came back on it.
 *
 * @param answers in order of time
 */
record Exchange(Arrow request, List<Arrow> answers) {

    /** The SIP requests of a ladder without retransmissions; an answer belongs to the request of its branch and CSeq. */
    static List<Exchange> sip(Ladder ladder) {
        Map<String, Exchange> open = new LinkedHashMap<>();
        for (Arrow arrow : ladder.arrows()) {
            if (arrow.protocol() != Protocol.SIP) {
                continue;
            }
            String hop = hop(arrow);
            if (!isResponse(arrow)) {
                open.putIfAbsent(arrow.from() + " " + arrow.to() + " " + hop, new Exchange(arrow, new ArrayList<>()));
            } else {
                Exchange asked = open.get(arrow.to() + " " + arrow.from() + " " + hop);
                if (asked != null) {
                    asked.answers().add(arrow);
                }
            }
        }
        return List.copyOf(open.values());
    }

    /** The Diameter requests; an answer has the request's two letters and goes the other way. */
    static List<Exchange> diameter(Ladder ladder) {
        List<Exchange> all = new ArrayList<>();
        for (Arrow arrow : ladder.arrows()) {
            if (arrow.protocol() != Protocol.DIAMETER) {
                continue;
            }
            String command = word(arrow.summary());
            if (command.endsWith("R")) {
                all.add(new Exchange(arrow, new ArrayList<>()));
                continue;
            }
            all.stream()
                    .filter(each -> each.answers().isEmpty())
                    .filter(each -> word(each.request().summary()).regionMatches(0, command, 0, command.length() - 1))
                    .filter(each -> each.from().equals(arrow.to()) && each.to().equals(arrow.from()))
                    .findFirst()
                    .ifPresent(each -> each.answers().add(arrow));
        }
        return all;
    }

    /** The HTTP requests; a node asks another one thing after the other for a call, so an answer is to the last. */
    static List<Exchange> http(Ladder ladder) {
        List<Exchange> all = new ArrayList<>();
        for (Arrow arrow : ladder.arrows()) {
            if (arrow.protocol() != Protocol.HTTP) {
                continue;
            }
            if (!isResponse(arrow)) {
                all.add(new Exchange(arrow, new ArrayList<>()));
                continue;
            }
            all.stream()
                    .filter(each -> each.from().equals(arrow.to()) && each.to().equals(arrow.from()))
                    .reduce((one, later) -> later)
                    .filter(Exchange::isSilent)
                    .ifPresent(each -> each.answers().add(arrow));
        }
        return all;
    }

    private static boolean isResponse(Arrow arrow) {
        return Character.isDigit(arrow.summary().charAt(0));
    }

    private static String hop(Arrow arrow) {
        return message(arrow)
                .map(message -> {
                    try {
                        var cseq = message.cseq();
                        return message.topVia().branch().orElse("") + " " + cseq.number() + " " + cseq.method();
                    } catch (SipFailure e) {
                        return "";
                    }
                })
                .orElse("");
    }

    static Optional<SipMessage> message(Arrow arrow) {
        try {
            return Optional.of(SipMessage.parse(arrow.payload().getBytes(StandardCharsets.UTF_8)));
        } catch (SipFailure e) {
            return Optional.empty();
        }
    }

    static Optional<String> header(Arrow arrow, HeaderName name) {
        return message(arrow).flatMap(message -> message.first(name));
    }

    Optional<String> header(HeaderName name) {
        return header(request, name);
    }

    private static String word(String text) {
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
    }

    /** The SIP method or the Diameter command. */
    String method() {
        return word(request.summary());
    }

    String from() {
        return request.from();
    }

    String to() {
        return request.to();
    }

    static int status(Arrow answer) {
        return Integer.parseInt(answer.summary().substring(0, 3));
    }

    /** Of the SIP answers the final one. */
    Optional<Arrow> last() {
        return answers.stream().filter(each -> status(each) >= 200).findFirst();
    }

    /** The final SIP status; 0 if there is none. */
    int status() {
        return last().map(Exchange::status).orElse(0);
    }

    Optional<Arrow> provisional(int status) {
        return answers.stream().filter(each -> status(each) == status).findFirst();
    }

    boolean isSilent() {
        return answers.isEmpty();
    }

    /** The Diameter result such as "2001" or "10415/5065"; "" without an answer. */
    String result() {
        return answers.isEmpty()
                ? ""
                : answers.getFirst()
                        .summary()
                        .substring(word(answers.getFirst().summary()).length())
                        .strip();
    }

    /** The number of the result without the vendor; 0 without an answer. */
    int resultCode() {
        String code = result().substring(result().lastIndexOf('/') + 1);
        return code.matches("[0-9]{4,5}") ? Integer.parseInt(code) : 0;
    }

    /** Until then, in seconds with one decimal. */
    String secondsUntil(Arrow later) {
        long millis = Duration.between(request.time(), later.time()).toMillis();
        return String.valueOf(Math.round(millis / 100.0) / 10.0);
    }
}
