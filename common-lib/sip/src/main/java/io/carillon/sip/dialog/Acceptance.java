package io.carillon.sip.dialog;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.message.Uris;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a user agent server understands, and its refusal of everything else, in the order of RFC 3261 §8.2.
 *
 * @param methods request methods it takes
 * @param extensions option tags it supports
 * @param bodies media types it reads, in lower case
 */
public record Acceptance(Set<String> methods, Set<String> extensions, Set<String> bodies) {
    private static final String SDP = "application/sdp";

    /** The response that refuses the request, or empty if all of it is understood. */
    public Optional<SipResponse> refusal(SipRequest request) {
        return method(request)
                .or(() -> target(request))
                .or(() -> extension(request))
                .or(() -> body(request))
                .or(() -> answer(request))
                .map(edit -> edit.toTag(ResponseEdit.newTag()).build());
    }

    /** §8.2.1: 501 for what no user here understands, 405 for what is only not taken here. */
    private Optional<ResponseEdit> method(SipRequest request) {
        if (methods.contains(request.method())) {
            return Optional.empty();
        }
        int status = Method.isKnown(request.method()) ? 405 : 501;
        return Optional.of(request.reply(status).append(HeaderName.ALLOW, listed(methods)));
    }

    /** §8.2.2.1; the address-of-record of a REGISTER must be ours to read too (§10.3, RFC 4475 §3.3.4). */
    private static Optional<ResponseEdit> target(SipRequest request) {
        if (!Uris.isSip(request.uri())) {
            return Optional.of(request.reply(416));
        }
        boolean registers = request.is(Method.REGISTER);
        return registers && !Uris.isSip(request.to().uri()) ? Optional.of(request.reply(400)) : Optional.empty();
    }

    /** §8.2.2.3. */
    private Optional<ResponseEdit> extension(SipRequest request) {
        var unknown = request.all(HeaderName.REQUIRE).stream()
                .filter(tag -> !extensions.contains(tag.toLowerCase(Locale.ROOT)))
                .toList();
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(request.reply(420).setAll(HeaderName.UNSUPPORTED, unknown));
    }

    /** §8.2.3: what is not read must be said to be optional, else 415 tells what is. */
    private Optional<ResponseEdit> body(SipRequest request) {
        if (!request.hasBody()
                || request.first(HeaderName.CONTENT_DISPOSITION)
                        .orElse("")
                        .replace(" ", "")
                        .toLowerCase(Locale.ROOT)
                        .contains(";handling=optional")) {
            return Optional.empty();
        }
        var encoding = request.first(HeaderName.CONTENT_ENCODING).orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            return Optional.of(request.reply(415).append(HeaderName.ACCEPT_ENCODING, "identity"));
        }
        return bodies.contains(request.contentType())
                ? Optional.empty()
                : Optional.of(request.reply(415).append(HeaderName.ACCEPT, listed(bodies)));
    }

    /** §20.1: an INVITE or OPTIONS is answered with a session description; a caller that reads none gets 406. */
    private static Optional<ResponseEdit> answer(SipRequest request) {
        boolean described = request.is(Method.INVITE) || request.is(Method.OPTIONS);
        if (!described || !request.has(HeaderName.ACCEPT)) {
            return Optional.empty();
        }
        for (var range : request.all(HeaderName.ACCEPT)) {
            int semicolon = range.indexOf(';');
            var type = (semicolon < 0 ? range : range.substring(0, semicolon)).strip();
            if (type.equals("*/*") || type.equalsIgnoreCase("application/*") || type.equalsIgnoreCase(SDP)) {
                return Optional.empty();
            }
        }
        return Optional.of(request.reply(406));
    }

    private static String listed(Set<String> values) {
        return String.join(", ", new TreeSet<>(values));
    }
}
