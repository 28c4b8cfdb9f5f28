package io.carillon.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SipUriTest {

    @Test
    void every_part_is_read_and_the_text_is_kept() {
        SipUri uri = SipUri.parse("SIPS:alice:s3cret@Home.Example:5061;transport=TCP;lr?Subject=a%20b&Priority=urgent");

        assertThat(uri.scheme()).isEqualTo("sips");
        assertThat(uri.user()).contains("alice");
        assertThat(uri.password()).contains("s3cret");
        assertThat(uri.host()).isEqualTo("Home.Example");
        assertThat(uri.port()).isEqualTo(5061);
        assertThat(uri.param("Transport")).contains("TCP");
        assertThat(uri.param("lr")).contains("");
        assertThat(uri.hasParam("maddr")).isFalse();
        assertThat(uri.headers()).extracting(UriParam::name).containsExactly("Subject", "Priority");
        assertThat(uri)
                .hasToString("SIPS:alice:s3cret@Home.Example:5061;transport=TCP;lr?Subject=a%20b&Priority=urgent");
    }

    /** The users of RFC 4475 §3.1.1: everything the grammar lets a user part hold. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*@example.com",
                "sip:sips%3Auser%40example.com@example.net",
                "sip:null-%00-null@example.com",
                "sip:user;par=u%40example.net@example.com",
                "sip:+358-555-1234567;postd=pp22@foo.com;user=phone",
                "sip:[2001:db8::10]:5070;lr",
                "sip:user@[::ffff:192.0.2.1]",
                "sip:user@[::]",
                "sip:192.0.2.1:65535",
                "sip:scscf.ims.mnc001.mcc001.3gppnetwork.org;node=cscf-1;lr"
            })
    void legal_uris_survive_a_round_trip(String text) {
        SipUri uri = SipUri.parse(text);
        assertThat(uri).hasToString(text);
        assertThat(uri.withParam("x").withoutParam("x")).hasToString(text).isEqualTo(uri);
    }

    @Test
    void a_semicolon_before_the_at_sign_belongs_to_the_user() {
        SipUri uri = SipUri.parse("sip:user;par=u%40example.net@example.com");
        assertThat(uri.user()).contains("user;par=u%40example.net");
        assertThat(uri.decodedUser()).contains("user;par=u@example.net");
        assertThat(uri.params()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tel:123 | scheme is not sip or sips",
                "sip: | no host",
                "sip:@home | empty user",
                "sip:a b@home | character not allowed in user",
                "sip:a%4@home | incomplete escape in user",
                "sip:a@home:99999 | port above 65535",
                "sip:a@home: | no digits",
                "sip:a@home;;lr | empty parameter name",
                "sip:a@home;x=<y> | character not allowed in parameter",
                "sip:a@home?=b | empty header name",
                "sip:a@home>x | unexpected '>'",
                "sip:a@-home | bad host name",
                "sip:a@ho..me | bad host name",
                "sip:a@[2001:db8::1::2] | bad IPv6 address",
                "sip:a@[1:2:3:4:5:6:7] | bad IPv6 address",
                "sip:a@[12345::] | bad IPv6 address",
                "sip:a@[::1.2.3.256] | bad IPv6 address",
                "sip:a@[::1 | bad IPv6 address"
            })
    void a_malformed_uri_is_refused_with_what_is_wrong(String text, String problem) {
        assertThatThrownBy(() -> SipUri.parse(text))
                .isInstanceOf(IdentityFormatException.class)
                .hasMessageContaining(problem)
                .hasMessageContaining(text);
    }

    /** The equal pairs of RFC 3261 §19.1.4, and those of its rules it gives no example for. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sip:%61lice@atlanta.com;transport=TCP | sip:alice@AtlanTa.CoM;Transport=tcp",
                "sip:carol@chicago.com | sip:carol@chicago.com;newparam=5",
                "sip:carol@chicago.com;security=on | sip:carol@chicago.com;newparam=5",
                "sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com | sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com",
                "sip:alice@atlanta.com?subject=project%20x&priority=urgent | sip:alice@atlanta.com?priority=urgent&subject=project%20x",
                "sip:a%2fb@h | sip:a%2Fb@h"
            })
    void equal_uris(String one, String other) {
        assertThat(SipUri.parse(one)).isEqualTo(SipUri.parse(other)).hasSameHashCodeAs(SipUri.parse(other));
        assertThat(SipUri.parse(other)).isEqualTo(SipUri.parse(one));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SIP:ALICE@AtLanTa.CoM;Transport=udp | sip:alice@AtLanTa.CoM;Transport=UDP",
                "sip:bob@biloxi.com | sip:bob@biloxi.com:5060",
                "sip:bob@biloxi.com | sip:bob@biloxi.com;transport=udp",
                "sip:bob@biloxi.com | sip:bob@biloxi.com:6000;transport=tcp",
                "sip:carol@chicago.com | sip:carol@chicago.com?Subject=next%20meeting",
                "sip:bob@phone21.boxesbybob.com | sip:bob@192.0.2.4",
                "sip:carol@chicago.com;security=on | sip:carol@chicago.com;security=off",
                "sip:a@h | sips:a@h",
                "sip:a@h | sip:h",
                "sip:a%2fb@h | sip:a/b@h",
                "sip:a:x@h | sip:a:y@h"
            })
    void unequal_uris(String one, String other) {
        assertThat(SipUri.parse(one)).isNotEqualTo(SipUri.parse(other));
        assertThat(SipUri.parse(other)).isNotEqualTo(SipUri.parse(one));
    }

    @Test
    void parameters_are_changed_in_a_copy() {
        SipUri uri = SipUri.parse("sip:scscf.home;node=cscf-1;lr");

        assertThat(uri.withParam("node", "cscf-2")).hasToString("sip:scscf.home;node=cscf-2;lr");
        assertThat(uri.withParam("odi", "4711")).hasToString("sip:scscf.home;node=cscf-1;lr;odi=4711");
        assertThat(uri.withoutParam("NODE")).hasToString("sip:scscf.home;lr");
        assertThat(uri.withoutParams()).hasToString("sip:scscf.home");
        assertThat(uri).hasToString("sip:scscf.home;node=cscf-1;lr");
        assertThatThrownBy(() -> uri.withParam("a", "b;c")).isInstanceOf(IdentityFormatException.class);
    }

    @Test
    void a_uri_is_built_from_its_parts() {
        assertThat(SipUri.of("home")).hasToString("sip:home");
        assertThat(SipUri.of("a@b", "home")).hasToString("sip:a%40b@home");
        assertThat(SipUri.of("orig", "home", 5070)).hasToString("sip:orig@home:5070");
        assertThat(SipUri.of(null, "[::1]", -1).hostAddress()).isEqualTo("::1");
        assertThat(SipUri.parse("sip:a:p@h:1?x=y")
                        .withUser("b")
                        .withHost("k")
                        .withPort(-1)
                        .withoutHeaders())
                .hasToString("sip:b@k");
        assertThat(SipUri.parse("sip:a@h").withoutUser()).hasToString("sip:h");
        assertThatThrownBy(() -> SipUri.of("h").withPort(65536)).isInstanceOf(IdentityFormatException.class);
        assertThatThrownBy(() -> SipUri.of("")).isInstanceOf(IdentityFormatException.class);
    }

    /** Whatever the bytes, the answer is a URI or an {@link IdentityFormatException}. */
    @Test
    void no_text_breaks_the_parser() {
        var random = new Random(4475);
        String alphabet = "sip:@;=?&[]%.,0aF <>\"\u0000é";
        for (int i = 0; i < 200_000; i++) {
            var text = new StringBuilder("sip:");
            for (int n = random.nextInt(24); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                SipUri uri = SipUri.parse(text.toString());
                assertThat(SipUri.parse(uri.toString())).isEqualTo(uri);
            } catch (IdentityFormatException refused) {
                assertThat(refused.problem()).isNotBlank();
            }
        }
    }
}
