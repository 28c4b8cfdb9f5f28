package io.carillon.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Two builds that write one value. */
class StoredFormatTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    record Leg(String tag, int cseq) {}

    record Call(String id, Leg caller, @Nullable Leg callee, List<String> route, Map<String, String> notes) {
        Call numbered(int cseq) {
            return new Call(id, new Leg(caller.tag(), cseq), callee, route, notes);
        }
    }

    record NewLeg(String tag, int cseq, String codec) {}

    /** The next version knows more. */
    record NewCall(
            String id, NewLeg caller, @Nullable Leg callee, List<String> route, Map<String, String> notes, long held) {}

    private final StoredFormat<Call> older = new StoredFormat<>(JSON, Call.class, 1);
    private final StoredFormat<NewCall> newer = new StoredFormat<>(JSON, NewCall.class, 2);

    private static final Call CALL =
            new Call("c1", new Leg("a", 1), null, List.of("<sip:x>"), Map.of("held", "a note, no field"));
    private static final NewCall NEW_CALL =
            new NewCall("c1", new NewLeg("a", 1, "AMR-WB"), new Leg("b", 2), List.of("<sip:x>"), Map.of("k", "v"), 42);

    @Test
    void a_value_says_which_version_wrote_it_and_comes_back_as_it_was() {
        var text = older.write("c1", CALL);
        assertThat(text).startsWith("{\"v\":1,\"id\":\"c1\"");
        assertThat(older.read(text, Call::id)).isEqualTo(CALL);
        assertThat(older.read(text)).isEqualTo(CALL);
    }

    @Test
    void what_was_written_before_there_were_versions_is_read() {
        assertThat(older.read(JSON.writeValueAsString(CALL), Call::id)).isEqualTo(CALL);
    }

    @Test
    void the_older_build_reads_what_the_newer_wrote_and_keeps_what_it_does_not_know() {
        var read = older.read(newer.write("c1", NEW_CALL), Call::id);
        assertThat(read.caller()).isEqualTo(new Leg("a", 1));

        var rewritten = older.write("c1", read.numbered(7));
        assertThat(rewritten).startsWith("{\"v\":1,");
        assertThat(newer.read(rewritten))
                .isEqualTo(new NewCall(
                        "c1", new NewLeg("a", 7, "AMR-WB"), new Leg("b", 2), List.of("<sip:x>"), Map.of("k", "v"), 42));
    }

    @Test
    void another_value_gets_nothing_of_it() {
        older.read(newer.write("c1", NEW_CALL), Call::id);
        assertThat(older.write("c2", CALL)).doesNotContain("AMR-WB").doesNotContain("42");
    }

    @Test
    void what_ended_or_was_written_anew_without_them_has_no_strange_fields_any_more() {
        older.read(newer.write("c1", NEW_CALL), Call::id);
        older.forget("c1");
        assertThat(older.write("c1", CALL)).doesNotContain("42");

        older.read(newer.write("c1", NEW_CALL), Call::id);
        older.read(older.write("c3", CALL), Call::id);
        assertThat(older.write("c1", CALL)).doesNotContain("42");
    }

    @Test
    void a_value_that_moves_takes_them_along() {
        older.read(newer.write("c1", NEW_CALL), Call::id);
        older.renamed("c1", "c9");
        assertThat(older.write("c9", CALL)).contains("\"held\":42");
        assertThat(older.write("c1", CALL)).doesNotContain("42");
    }

    @Test
    void only_so_many_are_remembered() {
        for (int i = 0; i < 10_001; i++) {
            var name = "c" + i;
            older.read(newer.write("c1", NEW_CALL), ignored -> name);
        }
        assertThat(older.write("c0", CALL)).doesNotContain("42");
        assertThat(older.write("c10000", CALL)).contains("42");
    }
}
