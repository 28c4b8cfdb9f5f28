package io.carillon.sip.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.identity.aka.AkaVector;
import io.carillon.identity.aka.Milenage;
import io.carillon.identity.aka.Sqn;
import io.carillon.identity.aka.Usim;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** AKA inside Digest with real vectors (RFC 3310; Milenage test set 1 of TS 35.208). */
class AkaTest {
    private static final byte[] K = HexFormat.of().parseHex("465b5ce8b199b49faa5f0a2ee238a6bc");
    private static final byte[] OPC = HexFormat.of().parseHex("cd63cb71954a9f4e48a5994e37a02baf");
    private static final byte[] RAND = HexFormat.of().parseHex("23553cbe9637a89d218ae64dae47bf35");
    private static final byte[] AMF = {(byte) 0x80, 0};
    private static final String USER = "001010000000001@ims.mnc001.mcc001.3gppnetwork.org";
    private static final String REALM = "ims.mnc001.mcc001.3gppnetwork.org";

    private final Milenage milenage = new Milenage(K, OPC);
    private final AkaVector vector = AkaVector.generate(milenage, Sqn.of(32, 0), AMF, RAND);

    private Challenge challenge(Algorithm algorithm) {
        return Challenge.parse(Challenge.of(REALM, Aka.nonce(vector.rand(), vector.autn()), algorithm)
                        .toString())
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(names = {"AKAV1_MD5", "AKAV2_MD5"})
    void network_and_usim_come_to_the_same_response(Algorithm algorithm) {
        var challenge = challenge(algorithm);
        var nonce = Aka.read(challenge.nonce()).orElseThrow();
        var usim = (Usim.Verdict.Accepted) new Usim(K, OPC).authenticate(nonce.rand(), nonce.autn());
        var password = Aka.password(algorithm, usim.res(), usim.ik(), usim.ck());
        var answer = new DigestClient(USER).answer(challenge, "REGISTER", "sip:" + REALM, password);

        var expected = Aka.password(algorithm, vector.xres(), vector.ik(), vector.ck());
        var given = Credentials.parse(answer.toString()).orElseThrow();
        assertThat(Digest.verify(given, "REGISTER", Digest.ha1(algorithm, USER, REALM, expected)))
                .isTrue();
        assertThat(Digest.verify(given, "REGISTER", Digest.ha1(algorithm, USER, REALM, new byte[8])))
                .isFalse();
    }

    @Test
    void res_is_hashed_as_bytes_not_as_text() {
        var res = new byte[] {(byte) 0xff, 0, (byte) 0x80};
        assertThat(Digest.ha1(Algorithm.AKAV1_MD5, "u", "r", res))
                .isNotEqualTo(Digest.ha1(
                        Algorithm.AKAV1_MD5, "u", "r", new String(res, java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(Digest.ha1(Algorithm.AKAV1_MD5, "u", "r", "x".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo(Digest.ha1(Algorithm.MD5, "u", "r", "x"));
    }

    @Test
    void a_usim_that_is_ahead_asks_for_resynchronisation() {
        var challenge = challenge(Algorithm.AKAV1_MD5);
        var nonce = Aka.read(challenge.nonce()).orElseThrow();
        var ahead = new Usim(K, OPC, Sqn.of(64, 0));
        var verdict = (Usim.Verdict.OutOfSync) ahead.authenticate(nonce.rand(), nonce.autn());

        var given = new DigestClient(USER).resynchronise(challenge, "REGISTER", "sip:" + REALM, verdict.auts());
        assertThat(Digest.verify(given, "REGISTER", Digest.ha1(Algorithm.AKAV1_MD5, USER, REALM, "")))
                .isTrue();
        var auts = Aka.auts(Credentials.parse(given.toString()).orElseThrow()).orElseThrow();
        assertThat(AkaVector.resynchronise(milenage, nonce.rand(), auts))
                .hasValueSatisfying(sqn -> assertThat(sqn.seq()).isEqualTo(64));
    }

    @Test
    void server_data_travels_in_the_nonce() {
        var nonce = Aka.read(Aka.nonce(RAND, vector.autn(), new byte[] {1, 2})).orElseThrow();
        assertThat(nonce.rand()).isEqualTo(RAND);
        assertThat(nonce.serverData()).containsExactly(1, 2);
    }

    @Test
    void what_is_no_aka_is_told_apart() {
        assertThat(Aka.read("dcd98b7102dd2f0e8b11d0f600bfb0c093")).isEmpty();
        assertThat(Aka.read("not base64 !")).isEmpty();
        for (var auts : List.of("AAAA", "%%%%")) {
            var given = Credentials.parse("Digest username=\"u\", realm=\"r\", uri=\"sip:r\", auts=\"" + auts + "\"");
            assertThat(Aka.auts(given.orElseThrow())).isEmpty();
        }
        assertThatThrownBy(() -> Aka.nonce(new byte[15], new byte[16])).isInstanceOf(IllegalArgumentException.class);
    }
}
