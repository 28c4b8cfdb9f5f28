package io.carillon.cscf.icscf;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.cscf.hss.HomeSubscribers.Wanted;
import io.carillon.cscf.icscf.ScscfSelection.Candidate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** TS 29.228 §6.7. */
class ScscfSelectionTest {
    private final ScscfSelection selection = new ScscfSelection(
            List.of(new Candidate("sip:plain", List.of(1L)), new Candidate("sip:rich", List.of(1L, 2L, 3L))));

    @Test
    void every_mandatory_capability_must_be_there() {
        assertThat(selection.choose(new Wanted(List.of(1L, 2L), List.of()))).contains("sip:rich");
        assertThat(selection.choose(new Wanted(List.of(4L), List.of()))).isEmpty();
    }

    @Test
    void of_the_rest_the_one_with_most_of_what_is_wished_is_taken() {
        assertThat(selection.choose(new Wanted(List.of(1L), List.of(2L, 3L, 9L))))
                .contains("sip:rich");
        assertThat(selection.choose(new Wanted(List.of(), List.of()))).isPresent();
    }

    @Test
    void one_without_others_is_alone() {
        assertThat(selection.isAlone()).isFalse();
        assertThat(new ScscfSelection(selection.candidates().subList(0, 1)).isAlone())
                .isTrue();
    }
}
