package io.carillon.sdp.ng;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The commands of the NG protocol that Carillon speaks. {@code extra} holds the keys that a record does not name, so
 * that they survive. SDP is held as octets ({@link io.carillon.sdp.SessionDescription#octets}).
 */
public sealed interface NgCommand {
    /** The {@code command} word. */
    String name();

    NgValue.Dict toDict();

    record Ping(NgValue.Dict extra) implements NgCommand {
        public Ping() {
            this(NgValue.Dict.EMPTY);
        }

        @Override
        public String name() {
            return "ping";
        }

        @Override
        public NgValue.Dict toDict() {
            return start(this).putAll(extra).build();
        }
    }

    /** A to-tag stands in an offer that belongs to a dialog (re-INVITE, UPDATE). */
    record Offer(
            String callId,
            String fromTag,
            Optional<String> toTag,
            Optional<String> viaBranch,
            String sdp,
            MediaOptions options,
            NgValue.Dict extra)
            implements NgCommand {
        public Offer(String callId, String fromTag, Optional<String> toTag, String sdp, MediaOptions options) {
            this(callId, fromTag, toTag, Optional.empty(), sdp, options, NgValue.Dict.EMPTY);
        }

        @Override
        public String name() {
            return "offer";
        }

        @Override
        public NgValue.Dict toDict() {
            return exchange(this, callId, fromTag, toTag, viaBranch, sdp, options, extra);
        }
    }

    /** The from-tag stays the offerer's of the dialog; the SDP is the other side's. */
    record Answer(
            String callId,
            String fromTag,
            String toTag,
            Optional<String> viaBranch,
            String sdp,
            MediaOptions options,
            NgValue.Dict extra)
            implements NgCommand {
        public Answer(String callId, String fromTag, String toTag, String sdp, MediaOptions options) {
            this(callId, fromTag, toTag, Optional.empty(), sdp, options, NgValue.Dict.EMPTY);
        }

        @Override
        public String name() {
            return "answer";
        }

        @Override
        public NgValue.Dict toDict() {
            return exchange(this, callId, fromTag, Optional.of(toTag), viaBranch, sdp, options, extra);
        }
    }

    record Delete(
            String callId,
            Optional<String> fromTag,
            Optional<String> toTag,
            Optional<String> viaBranch,
            NgValue.Dict extra)
            implements NgCommand {
        public Delete(String callId, Optional<String> fromTag, Optional<String> toTag) {
            this(callId, fromTag, toTag, Optional.empty(), NgValue.Dict.EMPTY);
        }

        @Override
        public String name() {
            return "delete";
        }

        @Override
        public NgValue.Dict toDict() {
            return start(this)
                    .put("call-id", callId)
                    .put("from-tag", fromTag)
                    .put("to-tag", toTag)
                    .put("via-branch", viaBranch)
                    .putAll(extra)
                    .build();
        }
    }

    record Query(String callId, Optional<String> fromTag, Optional<String> toTag, NgValue.Dict extra)
            implements NgCommand {
        public Query(String callId) {
            this(callId, Optional.empty(), Optional.empty(), NgValue.Dict.EMPTY);
        }

        @Override
        public String name() {
            return "query";
        }

        @Override
        public NgValue.Dict toDict() {
            return start(this)
                    .put("call-id", callId)
                    .put("from-tag", fromTag)
                    .put("to-tag", toTag)
                    .putAll(extra)
                    .build();
        }
    }

    record ListCalls(OptionalLong limit, NgValue.Dict extra) implements NgCommand {
        @Override
        public String name() {
            return "list";
        }

        @Override
        public NgValue.Dict toDict() {
            NgValue.Builder target = start(this);
            limit.ifPresent(number -> target.put("limit", number));
            return target.putAll(extra).build();
        }
    }

    record Statistics(NgValue.Dict extra) implements NgCommand {
        @Override
        public String name() {
            return "statistics";
        }

        @Override
        public NgValue.Dict toDict() {
            return start(this).putAll(extra).build();
        }
    }

    /** A command that is not among the above: kept whole. */
    record Other(String name, NgValue.Dict extra) implements NgCommand {
        @Override
        public NgValue.Dict toDict() {
            return start(this).putAll(extra).build();
        }
    }

    /** @throws NgException naming the key that is missing */
    static NgCommand from(NgValue.Dict body) {
        String command = need(body, "command");
        return switch (command) {
            case "ping" -> new Ping(rest(body));
            case "offer" ->
                new Offer(
                        need(body, "call-id"),
                        need(body, "from-tag"),
                        body.text("to-tag"),
                        body.text("via-branch"),
                        need(body, "sdp"),
                        MediaOptions.from(body),
                        rest(body, "sdp"));
            case "answer" ->
                new Answer(
                        need(body, "call-id"),
                        need(body, "from-tag"),
                        need(body, "to-tag"),
                        body.text("via-branch"),
                        need(body, "sdp"),
                        MediaOptions.from(body),
                        rest(body, "sdp"));
            case "delete" ->
                new Delete(
                        need(body, "call-id"),
                        body.text("from-tag"),
                        body.text("to-tag"),
                        body.text("via-branch"),
                        rest(body, "via-branch"));
            case "query" -> new Query(need(body, "call-id"), body.text("from-tag"), body.text("to-tag"), rest(body));
            case "list" -> new ListCalls(body.number("limit"), rest(body, "limit"));
            case "statistics" -> new Statistics(rest(body));
            default -> new Other(command, body.without(List.of("command")));
        };
    }

    private static String need(NgValue.Dict body, String key) {
        return body.text(key)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new NgException("No " + key + " in message"));
    }

    private static NgValue.Dict rest(NgValue.Dict body, String... named) {
        List<String> keys = new ArrayList<>(List.of(named));
        keys.add("command");
        boolean exchange = keys.contains("sdp");
        if (exchange) {
            keys.addAll(MediaOptions.KEYS);
            keys.add("via-branch");
        }
        keys.addAll(List.of("call-id", "from-tag", "to-tag"));
        return body.without(keys);
    }

    private static NgValue.Builder start(NgCommand command) {
        return NgValue.Dict.builder().put("command", command.name());
    }

    private static NgValue.Dict exchange(
            NgCommand command,
            String callId,
            String fromTag,
            Optional<String> toTag,
            Optional<String> viaBranch,
            String sdp,
            MediaOptions options,
            NgValue.Dict extra) {
        NgValue.Builder target = start(command)
                .put("call-id", callId)
                .put("from-tag", fromTag)
                .put("to-tag", toTag)
                .put("via-branch", viaBranch)
                .put("sdp", sdp);
        options.write(target);
        return target.putAll(extra).build();
    }
}
