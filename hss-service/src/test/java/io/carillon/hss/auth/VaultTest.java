package io.carillon.hss.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.hss.auth.Credentials.AkaKeys;
import io.carillon.hss.auth.Credentials.DigestHa1;
import io.carillon.hss.subscriber.DigestAlgorithm;
import io.carillon.hss.subscriber.Scheme;
import io.carillon.identity.Impi;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaultTest {
    private static final Impi ALICE = new Impi("alice@home");
    private static final byte[] K = HexFormat.of().parseHex("465b5ce8b199b49faa5f0a2ee238a6bc");
    private static final byte[] OPC = HexFormat.of().parseHex("cd63cb71954a9f4e48a5994e37a02baf");

    private final Vault vault = new Vault(new byte[32]);

    @Test
    void what_was_sealed_is_opened_for_its_owner() {
        var keys = (AkaKeys) vault.open(ALICE, Scheme.AKA, vault.seal(ALICE, keys()));
        assertThat(keys.k()).isEqualTo(K);
        assertThat(keys.opc()).isEqualTo(OPC);
        assertThat(keys.amf()).containsExactly(0x80, 0);

        var digest = DigestHa1.of(ALICE, "home", "secret", Set.of(DigestAlgorithm.MD5));
        assertThat(vault.open(ALICE, Scheme.DIGEST, vault.seal(ALICE, digest)).bytes())
                .isEqualTo(digest.bytes());
    }

    @ParameterizedTest
    @CsvSource({"MD5, 16, 0", "SHA_256, 0, 32", "MD5 SHA_256, 16, 32"})
    void a_password_is_kept_as_the_hashes_that_are_wanted(String algorithms, int md5, int sha256) {
        var wanted =
                Stream.of(algorithms.split(" ")).map(DigestAlgorithm::valueOf).collect(Collectors.toSet());
        var sealed = vault.seal(ALICE, DigestHa1.of(ALICE, "home", "secret", wanted));
        var opened = (DigestHa1) vault.open(ALICE, Scheme.DIGEST, sealed);
        assertThat(opened.md5()).hasSize(md5);
        assertThat(opened.sha256()).hasSize(sha256);
    }

    @Test
    void neither_key_nor_text_form_shows() {
        String sealed = HexFormat.of().formatHex(vault.seal(ALICE, keys()));
        assertThat(sealed)
                .doesNotContain(HexFormat.of().formatHex(K))
                .doesNotContain(HexFormat.of().formatHex(OPC));
        assertThat(vault.seal(ALICE, keys())).isNotEqualTo(vault.seal(ALICE, keys()));
        assertThat(keys()).hasToString("AkaKeys[hidden]");
        assertThat(DigestHa1.of(ALICE, "home", "secret", Set.of(DigestAlgorithm.MD5)))
                .hasToString("DigestHa1[hidden]");
    }

    @Test
    void a_secret_serves_no_other_subscriber_scheme_or_master_key() {
        byte[] sealed = vault.seal(ALICE, keys());
        assertThatThrownBy(() -> vault.open(new Impi("bob@home"), Scheme.AKA, sealed))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("altered");
        assertThatThrownBy(() -> vault.open(ALICE, Scheme.DIGEST, sealed)).isInstanceOf(VaultException.class);
        byte[] otherKey = new byte[32];
        otherKey[0] = 1;
        assertThatThrownBy(() -> new Vault(otherKey).open(ALICE, Scheme.AKA, sealed))
                .hasMessageContaining("another master key");
    }

    @Test
    void an_altered_secret_is_noticed_wherever_it_was_altered() {
        byte[] sealed = vault.seal(ALICE, keys());
        for (int i = 0; i < sealed.length; i++) {
            byte[] altered = sealed.clone();
            altered[i] ^= 1;
            assertThatThrownBy(() -> vault.open(ALICE, Scheme.AKA, altered)).isInstanceOf(VaultException.class);
            byte[] cut = Arrays.copyOf(sealed, i);
            assertThatThrownBy(() -> vault.open(ALICE, Scheme.AKA, cut)).isInstanceOf(VaultException.class);
        }
    }

    @Test
    void a_new_master_key_opens_what_the_former_sealed_and_takes_it_over() {
        byte[] next = new byte[32];
        next[0] = 9;
        byte[] old = vault.seal(ALICE, keys());
        var rotating = new Vault(next, List.of(new byte[32]));
        assertThat(rotating.open(ALICE, Scheme.AKA, old)).isInstanceOf(AkaKeys.class);

        byte[] taken = rotating.rewrap(ALICE, Scheme.AKA, old);
        var alone = new Vault(next);
        assertThat(alone.open(ALICE, Scheme.AKA, taken).bytes()).isEqualTo(keys().bytes());
        assertThatThrownBy(() -> vault.open(ALICE, Scheme.AKA, taken)).hasMessageContaining("another master key");
        assertThatThrownBy(() -> alone.rewrap(ALICE, Scheme.AKA, old)).isInstanceOf(VaultException.class);
        assertThatThrownBy(() -> rotating.rewrap(new Impi("bob@home"), Scheme.AKA, old))
                .hasMessageContaining("altered");
        assertThat(rotating.knownIds()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void keys_of_tuak_are_kept_whole() {
        for (int length : new int[] {16, 32}) {
            var tuak = new Credentials.TuakKeys(new byte[length], new byte[32], new byte[2], 16, 2);
            var opened = (Credentials.TuakKeys) vault.open(ALICE, Scheme.AKA, vault.seal(ALICE, tuak));
            assertThat(opened.bytes()).isEqualTo(tuak.bytes());
            assertThat(opened.k()).hasSize(length);
            assertThat(opened.res()).isEqualTo(16);
            assertThat(opened).hasToString("TuakKeys[hidden]");
        }
    }

    @Test
    void keys_of_a_wrong_size_are_refused() {
        assertThatThrownBy(() -> new Vault(new byte[16])).hasMessageContaining("32 bytes, not 16");
        assertThatThrownBy(() -> new AkaKeys(K, OPC, new byte[1])).hasMessageContaining("AMF 2");
        assertThatThrownBy(() -> Credentials.Aka.of(new byte[3])).hasMessageContaining("3 bytes");
    }

    private static AkaKeys keys() {
        return new AkaKeys(K, OPC, new byte[] {(byte) 0x80, 0});
    }
}
