package io.carillon.rtpproxy.control;

import io.carillon.sdp.SessionDescription;
import io.carillon.sdp.ng.NgCommand;
import io.carillon.sdp.ng.NgValue;
import io.carillon.sdp.ng.NgValue.Dict;
import java.util.Optional;

/** Maps each NG command to what the relay does and to the answer that rtpengine's clients expect. */
final class RtpproxyNode {
    private static final long LIST_DEFAULT = 32;
    private static final long LIST_LIMIT = 1000;

    private final Calls calls;

    RtpproxyNode(Calls calls) {
        this.calls = calls;
    }

    Dict handle(NgCommand command) {
        try {
            return switch (command) {
                case NgCommand.Ping _ -> result("pong").build();
                case NgCommand.Offer offer -> described(calls.offer(offer));
                case NgCommand.Answer answer -> described(calls.answer(answer));
                case NgCommand.Delete delete -> deleted(calls.delete(delete));
                case NgCommand.Query query ->
                    result("ok")
                            .putAll(NgReport.of(calls.query(query.callId())))
                            .build();
                case NgCommand.ListCalls list -> listed(list);
                case NgCommand.Statistics _ ->
                    result("ok").put("statistics", NgReport.of(calls)).build();
                case NgCommand.Other other -> refused("Unrecognized command: " + other.name());
            };
        } catch (NgRefusal e) {
            return refused(e.reason());
        }
    }

    static Dict refused(String reason) {
        return result("error").put("error-reason", reason).build();
    }

    private static Dict described(SessionDescription sdp) {
        return result("ok").put("sdp", sdp.octets()).build();
    }

    private static Dict deleted(Optional<CallReport> last) {
        return last.map(report -> result("ok").putAll(NgReport.of(report)).build())
                .orElseGet(() -> result("ok")
                        .put("warning", "Call-ID not found or tags didn't match")
                        .build());
    }

    private Dict listed(NgCommand.ListCalls list) {
        long limit = Math.clamp(list.limit().orElse(LIST_DEFAULT), 0, LIST_LIMIT);
        return result("ok")
                .put("calls", NgValue.Items.ofTexts(calls.ids(0, limit)))
                .build();
    }

    private static NgValue.Builder result(String word) {
        return Dict.builder().put("result", word);
    }
}
