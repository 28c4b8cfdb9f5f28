package io.carillon.sbc.ladder;

import static io.carillon.sip.message.Method.ACK;
import static io.carillon.sip.message.Method.BYE;
import static io.carillon.sip.message.Method.INVITE;
import static io.carillon.sip.message.Method.MESSAGE;
import static io.carillon.sip.message.Method.REGISTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.rx.AaAnswer;
import io.carillon.diameter.rx.AaRequest;
import io.carillon.diameter.rx.SessionTerminationAnswer;
import io.carillon.diameter.rx.SessionTerminationRequest;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.peer.OpenSsl;
import io.carillon.sip.transport.TlsSettings;
import io.carillon.sip.transport.Transport;
import io.carillon.sip.transport.TransportSettings;
import io.carillon.testkit.MissingArrow;
import io.carillon.testkit.Ue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Gm over a connection that the phone opens and that alone leads to it: TLS and WebSocket (RFC 5626, RFC 7118). */
class SecureGmLadderTest {
    private static final String BOB = "sip:bob@" + Stage.HOME;
    private static final String BORDER = "sbc." + Stage.HOME;

    @TempDir
    static Path folder;

    private static OpenSsl authority;
    private static Stage stage;

    @BeforeAll
    static void start() throws IOException {
        authority = OpenSsl.authority(folder.resolve("authority"));
        var own = authority.issue("sbc", "DNS:" + BORDER);
        stage = new Stage(
                context -> {},
                "--carillon.sip.tls.identities[0].certificate=" + own.certificate(),
                "--carillon.sip.tls.identities[0].key=" + own.key());
        stage.withRelay();
    }

    @AfterAll
    static void stop() throws Exception {
        stage.close();
    }

    private static Ue phone(Transport transport) {
        return stage.phone("carol")
                .transport(transport)
                .pcscf(stage.access(transport))
                .pcscfName(BORDER)
                .connections(TransportSettings.STANDARD.tls(TlsSettings.trusting(authority.trust())))
                .start();
    }

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"TLS", "WS", "WSS"})
    void a_phone_registers_calls_and_is_reached_over_its_own_connection(Transport transport) {
        try (var carol = phone(transport)) {
            var path = registered(carol);
            called(carol, transport);
            reached(carol, path, transport);
        }
        var name = transport.name();
        stage.ladder.draws(
                "gm-" + name.toLowerCase(Locale.ROOT),
                "A phone over " + name,
                "Registration with outbound (RFC 5626), a call that the other side ends, and a message: everything for "
                        + "the phone takes the connection that it has opened"
                        + (transport == Transport.TLS ? "." : " (RFC 7118)."));
    }

    private static String registered(Ue carol) {
        stage.ladder.begin();
        var registering = stage.ladder.meanwhile(carol::register);
        stage.ue.sends(REGISTER);
        var register = stage.cscf.receives(REGISTER);
        var path = register.request().first(HeaderName.PATH).orElseThrow();
        assertThat(path).contains(";ob");
        register.replies(200, ok -> Stage.granted(register.request(), ok));
        stage.ue.receives(200);
        registering.join();
        return path;
    }

    private static void called(Ue carol, Transport transport) {
        var call = carol.call(BOB);
        stage.ue.sends(INVITE);
        stage.relay.receives("offer").answers(Stage.sdp(30_000));
        var invite = stage.cscf.receives(INVITE);
        assertThat(invite.request().addresses(HeaderName.P_ASSERTED_IDENTITY))
                .extracting(NameAddr::uri)
                .containsExactly(carol.impu());
        invite.replies(200, ok -> ok.body("application/sdp", Stage.sdp(40_000)));
        stage.relay.receives("answer").answers(Stage.sdp(30_002));
        stage.pcrf
                .receives(AaRequest.class)
                .answers(AaAnswer.draft().result(BaseResult.SUCCESS).build());
        var heard = stage.ue.receives(200);
        assertThat(heard.addresses(HeaderName.RECORD_ROUTE).getLast().sipUri())
                .satisfies(route -> assertThat(route.port())
                        .isEqualTo(stage.access(transport).getPort()))
                .satisfies(route -> assertThat(route.param("transport")).contains(transport.parameter()));
        stage.ue.sends(ACK);
        stage.cscf.receives(ACK);
        call.awaitAnswered();

        stage.cscf.sends(invite.dialog().request(BYE).build(), stage.core());
        assertThat(stage.ue.receives(BYE).topVia().transport()).isEqualTo(transport.name());
        stage.ue.sends(200);
        stage.cscf.receives(200);
        stage.relay.receives("delete").answersOk();
        stage.pcrf
                .receives(SessionTerminationRequest.class)
                .answers(SessionTerminationAnswer.draft()
                        .result(BaseResult.SUCCESS)
                        .build());
    }

    private static void reached(Ue carol, String path, Transport transport) {
        sendMessage(carol, path);
        assertThat(stage.ue.receives(MESSAGE).topVia().transport()).isEqualTo(transport.name());
        stage.ue.sends(200);
        stage.cscf.receives(200);
        assertThat(carol.awaitMessage().text()).isEqualTo("hello");
    }

    private static void sendMessage(Ue carol, String path) {
        stage.cscf.sends(
                stage.cscf
                        .request(MESSAGE, carol.impu(), BOB)
                        .append(HeaderName.ROUTE, path)
                        .append(HeaderName.P_CALLED_PARTY_ID, "<" + carol.impu() + ">")
                        .append(HeaderName.P_ASSERTED_IDENTITY, "<" + BOB + ">")
                        .body("text/plain", "hello")
                        .build(),
                stage.core());
    }

    @Test
    void a_phone_whose_connection_has_ended_is_told_to_be_gone() {
        var carol = phone(Transport.TLS);
        var path = registered(carol);
        stage.ladder.begin();
        carol.close();
        sendMessage(carol, path);
        stage.cscf.receives(430);
        stage.ladder.draws(
                "gm-flow-failed",
                "The connection of a phone has ended",
                "430 at once, so that the S-CSCF tries the phone's other flow (RFC 5626 §5.3.1).");
    }

    @Test
    void a_phone_does_not_speak_to_a_border_with_another_name() {
        try (var carol = stage.phone("carol")
                .transport(Transport.TLS)
                .pcscf(stage.access(Transport.TLS))
                .pcscfName("elsewhere.example")
                .connections(TransportSettings.STANDARD.tls(TlsSettings.trusting(authority.trust())))
                .start()) {
            stage.ladder.begin();
            assertThatThrownBy(carol::register).isInstanceOf(MissingArrow.class);
            stage.ue.sends(REGISTER);
            stage.ladder.ends();
        }
    }
}
