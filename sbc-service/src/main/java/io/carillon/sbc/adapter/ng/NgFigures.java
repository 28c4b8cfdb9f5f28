package io.carillon.sbc.adapter.ng;

import io.carillon.sbc.media.MediaFigures;
import io.carillon.sdp.ng.NgValue;
import io.carillon.sdp.ng.NgValue.Dict;
import io.carillon.sdp.ng.NgValue.Items;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What the answer to delete tells of a call's media: rtpengine's totals and SSRC, and the quality that ours adds. */
final class NgFigures {
    private NgFigures() {}

    static Optional<MediaFigures> of(Dict answer) {
        return answer.dict("totals")
                .flatMap(totals -> totals.dict("RTP"))
                .map(rtp -> new MediaFigures(
                        rtp.number("packets").orElse(0),
                        rtp.number("bytes").orElse(0),
                        lost(answer),
                        jitter(answer),
                        mos(answer)));
    }

    private static OptionalLong lost(Dict answer) {
        var counts = values(answer, "SSRC")
                .flatMapToLong(source -> source.number("cumulative loss").stream())
                .toArray();
        return counts.length == 0
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, java.util.Arrays.stream(counts).sum()));
    }

    private static OptionalLong jitter(Dict answer) {
        return averages(answer)
                .flatMapToLong(average -> average.number("jitter").stream())
                .max();
    }

    private static OptionalDouble mos(Dict answer) {
        return averages(answer)
                .flatMapToLong(average -> average.number("MOS").stream())
                .mapToDouble(tenths -> tenths / 10.0)
                .min();
    }

    private static Stream<Dict> averages(Dict answer) {
        return values(answer, "SSRC").flatMap(source -> source.dict("average MOS").stream());
    }

    private static Stream<Dict> values(Dict answer, String key) {
        return answer.dict(key).stream()
                .flatMap(all -> all.entries().values().stream())
                .flatMap(NgFigures::dicts);
    }

    private static Stream<Dict> dicts(NgValue value) {
        return switch (value) {
            case Dict dict -> Stream.of(dict);
            case Items(List<NgValue> items) -> items.stream().flatMap(NgFigures::dicts);
            case NgValue.Text ignored -> Stream.empty();
            case NgValue.Int ignored -> Stream.empty();
        };
    }
}
