package io.carillon.sip.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.identity.Impu;
import io.carillon.sip.ims.ServedUser.SessionCase;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipParseException;
import io.carillon.sip.message.SipRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImsHeadersTest {
    private static SipRequest with(HeaderName name, String value) {
        return SipRequest.create("INVITE", "sip:bob@example.org")
                .append(name, value)
                .build();
    }

    private static ChargingVector vector(String value) {
        return ChargingVector.of(with(HeaderName.P_CHARGING_VECTOR, value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "icid-value=\"a-b;c\";orig-ioi=home1.net;term-ioi=\"home2.net\"",
                "ICID-Value = \"a-b;c\" ; icid-generated-at=192.0.2.1 ;orig-ioi=home1.net; TERM-IOI=home2.net",
                "orig-ioi=home1.net;term-ioi=home2.net;icid-value=\"a-b;c\""
            })
    void a_charging_vector_is_read_however_it_is_written(String value) {
        assertThat(vector(value))
                .isEqualTo(new ChargingVector("a-b;c", Optional.of("home1.net"), Optional.of("home2.net")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";;", "orig-ioi", "icid-value", "not-icid-value=x"})
    void a_charging_vector_without_an_identity_has_none(String value) {
        assertThat(vector(value).icid()).isEmpty();
    }

    @Test
    void what_begins_here_is_read_as_it_was_written() {
        assertThat(vector(ChargingVector.begun("0-1-2")).icid()).isEqualTo("0-1-2");
    }

    private static Optional<ServedUser> user(String value) {
        return ServedUser.of(with(HeaderName.P_SERVED_USER, value));
    }

    @Test
    void a_served_user_calls_is_called_or_diverts() {
        var alice = Impu.parse("sip:alice@example.org");
        assertThat(user("<sip:alice@example.org>;sescase=orig;regstate=reg"))
                .contains(new ServedUser(alice, Optional.of(SessionCase.ORIGINATING), true, false));
        assertThat(user("<sip:alice@example.org>; SESCASE=\"term\" ;regstate=UNREG"))
                .contains(new ServedUser(alice, Optional.of(SessionCase.TERMINATING), false, false));
        assertThat(user("<sip:alice@example.org>;orig-cdiv"))
                .contains(new ServedUser(alice, Optional.empty(), true, true));
    }

    @Test
    void a_served_user_that_is_nobody_is_refused() {
        assertThatThrownBy(() -> user("<mailto:alice@example.org>")).isInstanceOf(SipParseException.class);
    }

    @Test
    void a_service_is_named_by_a_urn() {
        var request = with(
                HeaderName.P_PREFERRED_SERVICE,
                "urn:urn-7:3gpp-service.ims.icsi.mmtel , URN:urn-7:3gpp-application.ims.iari.rcs.fthttp");
        var preferred = ServiceIdentifier.preferred(request);
        assertThat(preferred)
                .extracting(ServiceIdentifier::urn)
                .containsExactly(
                        "urn:urn-7:3gpp-service.ims.icsi.mmtel", "URN:urn-7:3gpp-application.ims.iari.rcs.fthttp");
        assertThat(preferred)
                .extracting(ServiceIdentifier::isCommunicationService)
                .containsExactly(true, false);
        assertThat(ServiceIdentifier.asserted(request)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mmtel", "urn:urn-7:", "urn:urn-7:a..b", "urn:urn-7:.a", "urn:urn-7:a.", "urn:urn-7:a b"})
    void what_names_no_service_is_refused(String value) {
        var request = with(HeaderName.P_ASSERTED_SERVICE, value);
        assertThatThrownBy(() -> ServiceIdentifier.asserted(request)).isInstanceOf(SipParseException.class);
    }

    @Test
    void each_node_on_the_way_tells_its_features() {
        var caps = FeatureCaps.of(with(
                HeaderName.FEATURE_CAPS,
                "*;+g.3gpp.srvcc;+g.3gpp.icsi-ref=\"urn%3Aurn-7%3A3gpp-service.ims.icsi.mmtel\", * ; +G.3GPP.ATCF"));
        assertThat(caps).hasSize(2);
        assertThat(caps.getFirst().has("+g.3gpp.srvcc")).isTrue();
        assertThat(caps.getFirst().value("+g.3gpp.icsi-ref")).contains("urn%3Aurn-7%3A3gpp-service.ims.icsi.mmtel");
        assertThat(caps.getLast().has("+g.3gpp.atcf")).isTrue();
        assertThat(caps.getLast().has("+g.3gpp.srvcc")).isFalse();
        assertThat(FeatureCaps.of(with(HeaderName.FEATURE_CAPS, caps.getFirst().toString())))
                .containsExactly(caps.getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+g.3gpp.srvcc", "*+g.3gpp.srvcc", ";+g.3gpp.srvcc"})
    void features_that_are_nobodys_are_refused(String value) {
        assertThatThrownBy(() -> FeatureCaps.of(with(HeaderName.FEATURE_CAPS, value)))
                .isInstanceOf(SipParseException.class);
    }

    @Test
    void a_location_is_in_the_body_or_elsewhere_and_routes_only_if_it_may() {
        var told = Geolocation.of(SipRequest.create("INVITE", "urn:service:sos")
                .append(HeaderName.GEOLOCATION, "<cid:target@example.org>, <https://lis.example.org/7>;inserted-by=x")
                .append(HeaderName.of("Geolocation-Routing"), " Yes ")
                .build());
        assertThat(told)
                .isEqualTo(new Geolocation(List.of("cid:target@example.org", "https://lis.example.org/7"), true));
        assertThat(Geolocation.of(with(HeaderName.GEOLOCATION, "<cid:a@b>")).forRouting())
                .isFalse();
    }

    @Test
    void a_session_has_the_names_of_both_its_ends() {
        var written = "ab30317f1a784dc48ff824d0d3715d86;remote=" + SessionId.NIL;
        var named = SessionId.of(with(HeaderName.SESSION_ID, written));
        assertThat(named).contains(new SessionId("ab30317f1a784dc48ff824d0d3715d86", Optional.of(SessionId.NIL)));
        assertThat(named.orElseThrow()).hasToString(written);
        assertThat(SessionId.of(with(HeaderName.SESSION_ID, "ab30317f1a784dc48ff824d0d3715d86 ; generic=1")))
                .contains(new SessionId("ab30317f1a784dc48ff824d0d3715d86", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AB30317F1A784DC48FF824D0D3715D86",
                "ab30317f-1a78-4dc4-8ff8-24d0d3715d86",
                "ab30317f1a784dc48ff824d0d3715d86;remote=47",
                ";remote=ab30317f1a784dc48ff824d0d3715d86"
            })
    void a_session_name_that_is_no_uuid_is_refused(String value) {
        assertThatThrownBy(() -> SessionId.of(with(HeaderName.SESSION_ID, value)))
                .isInstanceOf(SipParseException.class);
    }
}
