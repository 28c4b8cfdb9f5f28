package io.carillon.diameter;

import static io.carillon.diameter.Net.SOON;
import static io.carillon.diameter.Net.answer;
import static io.carillon.diameter.Net.at;
import static io.carillon.diameter.Net.client;
import static io.carillon.diameter.Net.connected;
import static io.carillon.diameter.Net.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.DiameterObserver.Direction;
import io.carillon.diameter.DiameterObserver.Seen;
import io.carillon.diameter.cx.Cx;
import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.MultimediaAuthAnswer;
import io.carillon.diameter.cx.MultimediaAuthRequest;
import io.carillon.diameter.cx.SipAuthDataItem;
import io.carillon.diameter.cx.SipDigestAuthenticate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What trace gets to see, and what it must not. */
class ObserverTest {
    private static final List<String> SECRETS = List.of(
            "00112233445566778899aabbccddeeff", // RAND
            "a54211d5e3ba50bf", // XRES
            "b40ba9a3c58b2a05bbf0d987b21bf8cb", // CK
            "f769bcd751044604127672711c6d3441", // IK
            "939e7578ed9e3c518a452acee763bce9"); // HA1

    @Test
    void each_side_sees_each_message_once_with_its_secrets_masked() {
        List<Seen> seen = new CopyOnWriteArrayList<>();
        try (var hss = DiameterServer.create(server("hss").observedBy(seen::add))
                        .handle(MultimediaAuthRequest.class, mar -> vectors())
                        .start();
                var cscf = DiameterClient.create(client("cscf", at("hss", hss)).observedBy(seen::add))
                        .start()) {
            connected(cscf, 1);
            var maa = answer(cscf.ask(mar(), SOON));
            assertThat(maa.authData().getFirst().ck()).contains(Octets.ofHex(SECRETS.get(2)));
            assertThat(seen)
                    .extracting(s -> s.local() + " " + s.direction() + " " + s.command() + s.result())
                    .containsExactlyInAnyOrder(
                            "cscf.ims.test SENT MAR",
                            "hss.ims.test RECEIVED MAR",
                            "hss.ims.test SENT MAA2001",
                            "cscf.ims.test RECEIVED MAA2001");
            assertThat(seen).extracting(Seen::sessionId).containsOnly(maa.sessionId());
            assertThat(seen)
                    .allSatisfy(s -> assertThat(s.remote())
                            .isEqualTo(s.local().startsWith("hss") ? "cscf.ims.test" : "hss.ims.test"));
        }
        var answers = seen.stream().filter(s -> s.direction() == Direction.RECEIVED && !s.request());
        assertThat(answers).singleElement().satisfies(s -> {
            assertThat(s.text())
                    .contains("Public-Identity: sip:alice@ims.test")
                    .contains("SIP-Authentication-Scheme: Digest-AKAv1-MD5")
                    .contains("Confidentiality-Key: ***");
            assertThat(MessageText.of(s.maskedOctets(), List.of(Cx.APPLICATION)))
                    .startsWith("MAA (303), Cx (16777216), hop-by-hop ")
                    .contains("Result-Code: 2001", "Public-Identity: sip:alice@ims.test", "Confidentiality-Key: ***");
            assertThat(MessageText.of(s.maskedOctets(), List.of()))
                    .contains("command (303)", "Result-Code: 2001", "601@10415");
            for (var secret : SECRETS) {
                assertThat(s.text()).doesNotContain(secret);
                assertThat(s.maskedOctets().hex()).doesNotContain(secret);
                assertThat(s.maskedOctets().text()).doesNotContain(secret);
            }
            assertThat(s.maskedOctets().length()).isEqualTo(s.message().length());
        });
    }

    @Test
    void a_message_that_lies_about_its_lengths_can_be_shown() {
        var frame = Frame.of(0, 303, 0, 1, 1, Octets.ofHex("00000107400000ff"));
        assertThat(AvpText.of(frame.octets(), CxAvps.DICTIONARY)).contains("malformed");
        assertThat(MessageText.of(frame.octets(), List.of(Cx.APPLICATION))).contains("malformed");
        assertThat(MessageText.of(Octets.ofHex("0100"), List.of())).contains("malformed");
        assertThat(AvpText.masked(frame.octets(), CxAvps.DICTIONARY).length()).isEqualTo(Frame.HEADER);
    }

    @Test
    void records_do_not_print_keys() {
        assertThat(vectors().toString()).doesNotContain(SECRETS);
    }

    private static MultimediaAuthRequest mar() {
        return MultimediaAuthRequest.draft()
                .set(BaseAvps.USER_NAME, "alice@ims.test")
                .set(CxAvps.PUBLIC_IDENTITY, "sip:alice@ims.test")
                .set(CxAvps.SIP_AUTH_DATA_ITEM, SipAuthDataItem.asking(SipAuthDataItem.AKA))
                .set(CxAvps.SIP_NUMBER_AUTH_ITEMS, 1L)
                .set(CxAvps.SERVER_NAME, "sip:scscf.ims.test")
                .build();
    }

    private static MultimediaAuthAnswer vectors() {
        var aka = SipAuthDataItem.aka(
                1,
                Octets.ofHex(SECRETS.get(0)),
                Octets.ofHex(SECRETS.get(1)),
                Octets.ofHex(SECRETS.get(2)),
                Octets.ofHex(SECRETS.get(3)));
        var digest = SipAuthDataItem.digest(SipDigestAuthenticate.of("ims.test", "MD5", "auth", SECRETS.get(4)));
        return MultimediaAuthAnswer.draft()
                .result(BaseResult.SUCCESS)
                .set(CxAvps.PUBLIC_IDENTITY, "sip:alice@ims.test")
                .add(CxAvps.SIP_AUTH_DATA_ITEM, aka)
                .add(CxAvps.SIP_AUTH_DATA_ITEM, digest)
                .build();
    }
}
