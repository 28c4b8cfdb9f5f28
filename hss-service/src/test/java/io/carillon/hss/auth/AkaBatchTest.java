package io.carillon.hss.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.hss.auth.Credentials.AkaKeys;
import io.carillon.identity.aka.AkaVector;
import io.carillon.identity.aka.Sqn;
import io.carillon.identity.aka.Usim;
import io.carillon.identity.aka.Usim.Verdict;
import org.junit.jupiter.api.Test;

/** Sequence numbers of the home network, TS 33.102 §6.3.5 and Annex C. */
class AkaBatchTest {
    private static final AkaKeys KEYS = new AkaKeys(new byte[16], new byte[16], new byte[2]);

    @Test
    void each_vector_has_a_number_of_its_own() {
        AkaBatch batch = AkaBatch.after(new Sqn(0), KEYS, 3);
        assertThat(batch.vectors()).hasSize(3);
        assertThat(batch.last()).isEqualTo(Sqn.of(3, 3));
        var usim = new Usim(KEYS.k(), KEYS.opc());
        assertThat(batch.vectors().reversed())
                .allSatisfy(each ->
                        assertThat(usim.authenticate(each.rand(), each.autn())).isInstanceOf(Verdict.Accepted.class));
    }

    @Test
    void the_usims_number_is_taken_when_ours_would_not_suit_it() {
        Sqn usims = Sqn.of(7_000, 3);
        assertThat(report(usims, Sqn.of(5, 5))).isEqualTo(usims);
        // Far ahead, too: the USIM would refuse the jump.
        assertThat(report(usims, Sqn.of(1L << 40, 0))).isEqualTo(usims);
    }

    @Test
    void our_number_stays_when_the_usim_would_accept_its_successor() {
        assertThat(report(Sqn.of(7_000, 3), Sqn.of(7_500, 1))).isEqualTo(Sqn.of(7_500, 1));
    }

    private static Sqn report(Sqn usims, Sqn stored) {
        AkaVector old = AkaBatch.after(new Sqn(0), KEYS, 1).vectors().getFirst();
        var verdict = (Verdict.OutOfSync) new Usim(KEYS.k(), KEYS.opc(), usims).authenticate(old.rand(), old.autn());
        return AkaBatch.resynchronised(stored, KEYS, old.rand(), verdict.auts());
    }
}
