package io.carillon.sip.dialog;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A dialog as a request names it that wants to take its place (RFC 3891 §6.1).
 *
 * @param toTag the tag of whoever receives the request
 * @param rest parameters that are no tag, early-only among them
 */
record Replaces(String callId, String toTag, String fromTag, List<String> rest) {
    private static final String TO_TAG = "to-tag=";
    private static final String FROM_TAG = "from-tag=";

    /** Empty if it names no dialog. */
    static Optional<Replaces> parse(String value) {
        var parts = Arrays.stream(value.split(";", -1)).map(String::strip).toList();
        var params = parts.subList(1, parts.size());
        var to = tag(params, TO_TAG);
        var from = tag(params, FROM_TAG);
        return to.isEmpty() || from.isEmpty()
                ? Optional.empty()
                : Optional.of(new Replaces(
                        parts.getFirst(),
                        to,
                        from,
                        params.stream()
                                .filter(param -> !is(param, TO_TAG) && !is(param, FROM_TAG))
                                .toList()));
    }

    private static String tag(List<String> params, String name) {
        return params.stream()
                .filter(param -> is(param, name))
                .map(param -> param.substring(name.length()))
                .findFirst()
                .orElse("");
    }

    private static boolean is(String param, String name) {
        return param.regionMatches(true, 0, name, 0, name.length());
    }

    /** The dialog on the other side of this node, if this is one of the pair. */
    Optional<Replaces> across(DialogState caller, DialogState callee) {
        return names(caller)
                ? Optional.of(named(callee))
                : names(callee) ? Optional.of(named(caller)) : Optional.empty();
    }

    private boolean names(DialogState dialog) {
        return dialog.callId().equals(callId)
                && dialog.localTag().equals(toTag)
                && dialog.remoteTag().equals(fromTag);
    }

    private Replaces named(DialogState other) {
        return new Replaces(other.callId(), other.remoteTag(), other.localTag(), rest);
    }

    @Override
    public String toString() {
        var more = rest.isEmpty() ? "" : ";" + String.join(";", rest);
        return callId + ";" + TO_TAG + toTag + ";" + FROM_TAG + fromTag + more;
    }
}
