package io.carillon.launcher.chaos;

import io.carillon.launcher.api.Api;
import io.carillon.launcher.api.ApiException;
import io.carillon.launcher.suite.Poll;
import io.carillon.launcher.suite.SuiteException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The caller's record of each answered call, as charging has it. An attempt that a node's death cut off, before the call
 * went another way, leaves one that says so.
 */
final class CallRecords {
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final Api api;

    CallRecords(Api api) {
        this.api = api;
    }

    /** How many of the calls have none, after a while for those on their way. */
    int missing(List<String> callIds) {
        Set<String> open = ConcurrentHashMap.newKeySet();
        open.addAll(callIds);
        Poll.within(PATIENCE, () -> {
            open.removeAll(open.stream().filter(callId -> count(callId) > 0).collect(Collectors.toSet()));
            return open.isEmpty();
        });
        return open.size();
    }

    /** How many records there are beyond one for each call. */
    int doubled(List<String> callIds) {
        return callIds.stream()
                .mapToInt(callId -> Math.max(0, count(callId) - 1))
                .sum();
    }

    private int count(String callId) {
        try {
            return (int) api.get("charging", "/api/v1/cdrs?kind=call&callId=" + Api.segment(callId))
                    .path("records")
                    .valueStream()
                    .filter(record -> record.path("role").asString("").equals("orig")
                            && !record.path("answer").isNull())
                    .count();
        } catch (SuiteException | ApiException away) {
            return 0; // it was charging that was killed: asked again, until the time is over
        }
    }
}
