package io.carillon.identity.aka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.identity.aka.Usim.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Authentication and resynchronisation between a home network and a USIM, TS 33.102 §6.3 and Annex C. */
class AkaTest {
    private static final byte[] K = HexFormat.of().parseHex("465b5ce8b199b49faa5f0a2ee238a6bc");
    private static final byte[] OPC = HexFormat.of().parseHex("cd63cb71954a9f4e48a5994e37a02baf");
    private static final byte[] AMF = {(byte) 0x80, 0};

    private final Milenage home = new Milenage(K, OPC);
    private final Random random = new Random(33102);

    @Test
    void a_fresh_vector_is_accepted_and_both_sides_share_the_keys() {
        AkaVector vector = vector(new Sqn(0).next());
        var accepted = (Verdict.Accepted) new Usim(K, OPC).authenticate(vector.rand(), vector.autn());
        assertThat(accepted.res()).isEqualTo(vector.xres());
        assertThat(accepted.ck()).isEqualTo(vector.ck());
        assertThat(accepted.ik()).isEqualTo(vector.ik());
    }

    @Test
    void a_replayed_vector_is_out_of_sync_and_auts_names_the_highest_number_taken() {
        var usim = new Usim(K, OPC);
        AkaVector vector = vector(Sqn.of(900, 7));
        usim.authenticate(vector.rand(), vector.autn());

        var verdict = (Verdict.OutOfSync) usim.authenticate(vector.rand(), vector.autn());
        assertThat(AkaVector.resynchronise(home, vector.rand(), verdict.auts())).contains(Sqn.of(900, 7));
    }

    @Test
    void after_a_resynchronisation_the_next_vector_is_accepted() {
        var usim = new Usim(K, OPC, new Sqn(0x123456789aL));
        AkaVector stale = vector(Sqn.of(3, 3));
        var verdict = (Verdict.OutOfSync) usim.authenticate(stale.rand(), stale.autn());
        Sqn ms = AkaVector.resynchronise(home, stale.rand(), verdict.auts()).orElseThrow();
        assertThat(ms).isEqualTo(new Sqn(0x123456789aL));

        AkaVector fresh = vector(ms.next());
        assertThat(usim.authenticate(fresh.rand(), fresh.autn())).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void vectors_of_different_slots_may_be_used_in_any_order() {
        var usim = new Usim(K, OPC);
        List<AkaVector> batch = new ArrayList<>();
        Sqn sqn = Sqn.of(500, 11);
        for (int i = 0; i < Sqn.SLOTS; i++) {
            sqn = sqn.next();
            batch.add(vector(sqn));
        }
        Collections.shuffle(batch, random);
        assertThat(batch)
                .allSatisfy(each ->
                        assertThat(usim.authenticate(each.rand(), each.autn())).isInstanceOf(Verdict.Accepted.class))
                .allSatisfy(each ->
                        assertThat(usim.authenticate(each.rand(), each.autn())).isInstanceOf(Verdict.OutOfSync.class));
    }

    @Test
    void a_jump_past_the_limit_is_out_of_sync() {
        AkaVector vector = vector(Sqn.of(1L << 30, 1));
        assertThat(new Usim(K, OPC).authenticate(vector.rand(), vector.autn())).isInstanceOf(Verdict.OutOfSync.class);
    }

    @Test
    void another_network_is_not_genuine_and_another_cards_auts_is_not_believed() {
        var usim = new Usim(K, OPC);
        AkaVector vector = vector(Sqn.of(5, 5));
        byte[] forged = vector.autn().clone();
        forged[15] ^= 1;
        assertThat(usim.authenticate(vector.rand(), forged)).isInstanceOf(Verdict.NotGenuine.class);

        usim.authenticate(vector.rand(), vector.autn());
        byte[] auts = ((Verdict.OutOfSync) usim.authenticate(vector.rand(), vector.autn())).auts();
        auts[13] ^= 1;
        assertThat(AkaVector.resynchronise(home, vector.rand(), auts)).isEmpty();
    }

    @Test
    void sequence_numbers_turn_over_their_slots_and_their_end() {
        assertThat(Sqn.of(7, 31).next()).isEqualTo(Sqn.of(8, 0));
        assertThat(new Sqn((1L << 48) - 1).next()).isEqualTo(new Sqn(0));
        assertThat(Sqn.of(new byte[] {0, 0, 0, 0, 1, 0x21})).isEqualTo(Sqn.of(9, 1));
        assertThat(Sqn.of(9, 1)).isGreaterThan(Sqn.of(9, 0));
        assertThatThrownBy(() -> new Sqn(1L << 48)).hasMessageContaining("48 bits");
    }

    @Test
    void a_vector_prints_no_secret() {
        AkaVector vector = vector(Sqn.of(1, 1));
        assertThat(vector.toString()).doesNotContain(HexFormat.of().formatHex(vector.xres()));
        assertThat(vector)
                .isEqualTo(new AkaVector(
                        vector.rand().clone(), vector.autn().clone(), vector.xres(), vector.ck(), vector.ik()))
                .hasSameHashCodeAs(vector);
        assertThatThrownBy(() -> new AkaVector(new byte[1], new byte[16], new byte[8], new byte[16], new byte[16]))
                .hasMessageContaining("RAND");
    }

    private AkaVector vector(Sqn sqn) {
        byte[] rand = new byte[AkaVector.RAND_LENGTH];
        random.nextBytes(rand);
        return AkaVector.generate(home, sqn, AMF, rand);
    }
}
