package io.carillon.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testkit.Ue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Who registers, calls and texts leaves no label behind at any node: no identity, number, Call-ID or address of a phone,
 * and no more values than before, by whatever name.
 */
@ExtendWith(OneHouse.class)
class LabelsTest {
    private static final int USERS = 10;
    private static final Pattern SERIES = Pattern.compile("(\\w+)\\{(.*)} \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    /** Values of a known set, of which tests that run beside this one may bring more: bounds, statuses, methods, paths of REST. */
    private static final Set<String> KNOWN = Set.of("le", "quantile", "status", "method", "uri");

    private final Office office;

    LabelsTest(House house) {
        office = house.office();
    }

    @Test
    void users_and_calls_and_phones_are_no_labels() {
        var traces = new ArrayList<String>();
        talk("label-first", "label-second", traces);
        var before = values();

        for (int pair = 0; pair < USERS; pair += 2) {
            talk("label-" + pair, "label-" + (pair + 1), traces);
        }

        var after = values();
        assertThat(after.keySet()).anyMatch(label -> label.startsWith("sbc-1 sip_transactions_total "));
        assertThat(after).allSatisfy((label, values) -> {
            assertThat(values).as(label).noneMatch(value -> traces.stream().anyMatch(value::contains));
            if (!KNOWN.contains(label.substring(label.lastIndexOf(' ') + 1))) {
                assertThat(values.size() - before.getOrDefault(label, Set.of()).size())
                        .as(label + " " + values)
                        .isLessThan(USERS / 2);
            }
        });
    }

    /** @param traces gets what must not be found: names, numbers and addresses of phones, Call-IDs */
    private void talk(String one, String other, List<String> traces) {
        office.subscriber(one);
        office.subscriber(other);
        try (var caller = Office.phone(one).start();
                var callee = Office.phone(other).start()) {
            callee.register();
            caller.register();
            var calling = caller.call(callee.impu());
            var called = callee.awaitCall();
            calling.awaitAnswered();
            called.awaitAnswered();
            calling.hangUp();
            called.awaitEnded();
            assertThat(caller.message(callee.impu(), "hello").isSuccess())
                    .as(caller.transcript())
                    .isTrue();
            callee.awaitMessage();
            traces.addAll(List.of(calling.callId(), called.callId(), address(caller), address(callee)));
            traces.addAll(List.of(one, other));
        }
    }

    private static String address(Ue phone) {
        return phone.address().getAddress().getHostAddress() + ":"
                + phone.address().getPort();
    }

    /** By node, metric and label the values that there are. */
    private Map<String, Set<String>> values() {
        var values = new HashMap<String, Set<String>>();
        for (var node : office.nodes()) {
            office.metrics(node).lines().map(SERIES::matcher).forEach(series -> {
                if (series.matches()) {
                    var label = LABEL.matcher(series.group(2));
                    while (label.find()) {
                        values.computeIfAbsent(
                                        node + " " + series.group(1) + " " + label.group(1), fresh -> new HashSet<>())
                                .add(label.group(2));
                    }
                }
            });
        }
        return values;
    }
}
