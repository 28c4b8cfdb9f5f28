package io.carillon.sip.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.sip.message.SipParseException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of RFC 2617 §3.5 and RFC 7616 §3.9, and credentials that must not pass. */
class DigestTest {
    /** RFC 2617 §3.5. */
    private static final String RFC_2617 = "Digest username=\"Mufasa\", realm=\"testrealm@host.com\", "
            + "nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", uri=\"/dir/index.html\", qop=auth, nc=00000001, "
            + "cnonce=\"0a4f113b\", response=\"6629fae49393a05397450978507c4ef1\", "
            + "opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"";

    /** RFC 7616 §3.9.1, MD5 and SHA-256. */
    private static String rfc7616(String algorithm, String response) {
        return "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", uri=\"/dir/index.html\", algorithm="
                + algorithm + ", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", nc=00000001, "
                + "cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", qop=auth, response=\"" + response
                + "\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
    }

    private static Credentials credentials(String value) {
        return Credentials.parse(value).orElseThrow();
    }

    private static boolean passes(String value, String password) {
        var given = credentials(value);
        return Digest.verify(given, "GET", Digest.ha1(given.algorithm(), given.username(), given.realm(), password));
    }

    @Test
    void the_example_of_rfc_2617() {
        assertThat(passes(RFC_2617, "Circle Of Life")).isTrue();
        assertThat(passes(RFC_2617, "Circle of Life")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "MD5,     8ca523f5e9506fed4657c9700eebdbec",
        "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
    })
    void the_examples_of_rfc_7616(String algorithm, String response) {
        assertThat(passes(rfc7616(algorithm, response), "Circle of Life")).isTrue();
    }

    /** The values of RFC 7616 §3.9.2 without userhash; the response is that of its erratum 4897. */
    @Test
    void the_example_with_sha_512_256() {
        var value = "Digest username=\"J\u00e4s\u00f8n Doe\", realm=\"api@example.org\", uri=\"/doe.json\", "
                + "algorithm=SHA-512-256, nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\", nc=00000001, "
                + "cnonce=\"NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v\", qop=auth, "
                + "response=\"3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5\"";
        assertThat(passes(value, "Secret, or not?")).isTrue();
    }

    @Test
    void credentials_without_qop_are_those_of_rfc_2069() {
        var challenge = Challenge.parse("Digest realm=\"r\", nonce=\"n\"").orElseThrow();
        var given = new DigestClient("bob").answer(challenge, "REGISTER", "sip:example.org", "secret");
        assertThat(given.qop()).isEmpty();
        assertThat(Digest.verify(given, "REGISTER", Digest.ha1(Algorithm.MD5, "bob", "r", "secret")))
                .isTrue();
        assertThat(Digest.authenticationInfo(given, "", Optional.empty())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qop=auth-int, nc=00000001, cnonce=\"c\"",
                "qop=auth, cnonce=\"c\"",
                "qop=auth, nc=00000001",
            })
    void incomplete_or_foreign_protection_never_passes(String rest) {
        var ha1 = Digest.ha1(Algorithm.MD5, "bob", "r", "secret");
        var header = AuthHeader.parse("Digest username=\"bob\", realm=\"r\", nonce=\"n\", uri=\"sip:r\", " + rest);
        var right = Digest.response(credentials(header.toString()), "REGISTER", ha1);
        var given = credentials(header.withQuoted("response", right).toString());
        assertThat(Digest.verify(given, "REGISTER", ha1)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Digest username=\"bob\", realm=\"r\", nonce=\"n\"",
                "Digest username=\"bob\", realm=\"r\", uri=\"sip:r\", algorithm=MD4",
                "Digest username=\"bob\", realm=\"r\", uri=\"sip:r\", nc=xyz",
                "Digest username=\"bob\", realm=\"r\", uri=\"sip:r\", nc=000000001",
                "Digest username=\"bob\", username=\"eve\", realm=\"r\", uri=\"sip:r\"",
                "Digest username=\"bob, realm=r",
                "Digest username",
                "Digest =\"bob\"",
                "username=\"bob\"",
                "",
            })
    void malformed_credentials_are_a_bad_request(String value) {
        assertThatThrownBy(() -> Credentials.parse(value)).isInstanceOf(SipParseException.class);
    }

    @Test
    void another_scheme_is_not_ours() {
        assertThat(Credentials.parse("Bearer token=abc")).isEmpty();
        assertThat(Challenge.parse("Digest realm=\"r\", nonce=\"n\", algorithm=SHA3-256"))
                .isEmpty();
    }

    @Test
    void every_algorithm_goes_round_and_the_server_proves_itself() {
        for (var algorithm : List.of(Algorithm.MD5, Algorithm.SHA_256, Algorithm.SHA_512_256)) {
            var challenge = Challenge.parse(
                            Challenge.of("ims.example.org", "n0nce", algorithm).toString())
                    .orElseThrow();
            var client = new DigestClient("bob@ims.example.org");
            var first = client.answer(challenge, "REGISTER", "sip:ims.example.org", "päss");
            var second = client.answer(challenge, "REGISTER", "sip:ims.example.org", "päss");
            var ha1 = Digest.ha1(algorithm, "bob@ims.example.org", "ims.example.org", "päss");
            assertThat(Digest.verify(first, "REGISTER", ha1)).isTrue();
            assertThat(Digest.verify(first, "INVITE", ha1)).isFalse();
            assertThat(List.of(first.nc(), second.nc())).containsExactly(1L, 2L);
            assertThat(client.confirms(Digest.authenticationInfo(second, ha1, Optional.of("next"))
                            .orElseThrow()))
                    .isTrue();
            assertThat(client.confirms(Digest.authenticationInfo(first, ha1, Optional.empty())
                            .orElseThrow()))
                    .isFalse();
        }
    }

    @Test
    void the_strongest_challenge_is_taken_wherever_it_stands() {
        var offer = Challenge.offer("r", "n", true, Algorithm.SHA_256, Algorithm.MD5).stream()
                .map(Challenge::toString)
                .toList();
        assertThat(offer.getFirst()).contains("algorithm=SHA-256").contains("stale=true");
        assertThat(Challenge.strongest(offer.reversed()))
                .hasValueSatisfying(it -> assertThat(it.algorithm()).isEqualTo(Algorithm.SHA_256));
        assertThat(Challenge.strongest(List.of("NTLM"))).isEmpty();
    }

    @Test
    void untouched_parameters_stay_as_they_were_written() {
        var header =
                AuthHeader.parse("Digest  username=\"b\\\"ob\" ,realm = \"r\",, ck=\"00\", integrity-protected=yes");
        assertThat(header.value("username")).contains("b\"ob");
        assertThat(header.without("CK").with("integrity-protected", "ip-assoc-yes"))
                .hasToString("Digest username=\"b\\\"ob\", realm = \"r\", integrity-protected=ip-assoc-yes");
    }
}
