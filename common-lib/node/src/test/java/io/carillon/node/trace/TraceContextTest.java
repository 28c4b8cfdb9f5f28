package io.carillon.node.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TraceContextTest {

    @Test
    void outside_a_flow_there_are_no_keys() {
        assertThat(TraceContext.keys()).isEmpty();
        assertThat(TraceContext.keysAnd(List.of("session"))).containsExactly("session");
    }

    @Test
    void inside_a_flow_every_layer_adds_its_keys_and_the_call_id_stays_first() throws Exception {
        Set<String> seen = TraceContext.call(
                List.of("call-1"),
                () -> TraceContext.call(List.of("icid-1"), () -> TraceContext.keysAnd(List.of("s;1"))));

        assertThat(seen).containsExactly("call-1", "icid-1", "s;1");
        assertThat(TraceContext.keys()).isEmpty();
    }

    @Test
    void keys_go_to_another_thread_when_they_are_carried() throws Exception {
        AtomicReference<Set<String>> seen = new AtomicReference<>(Set.of());
        AtomicReference<Runnable> work = new AtomicReference<>(() -> {});
        TraceContext.run(List.of("call-1"), () -> work.set(TraceContext.carried(() -> seen.set(TraceContext.keys()))));

        Thread.ofVirtual().start(work.get()).join();

        assertThat(seen.get()).containsExactly("call-1");
    }
}
