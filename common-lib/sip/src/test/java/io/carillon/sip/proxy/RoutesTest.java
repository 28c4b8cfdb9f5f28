package io.carillon.sip.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.identity.SipUri;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipRequest;
import org.junit.jupiter.api.Test;

/** RFC 3261 §16.4, §16.6 steps 6 and 7, and the call flows of §16.12.1. */
class RoutesTest {
    private static boolean own(SipUri uri) {
        return uri.host().equals("scscf.example.org");
    }

    private static SipRequest request(String uri, String... routes) {
        var edit = SipRequest.create("BYE", uri);
        for (var route : routes) {
            edit.append(HeaderName.ROUTE, route);
        }
        return edit.build();
    }

    @Test
    void only_the_topmost_own_route_is_taken() {
        var received = request(
                "sip:bob@192.0.2.4",
                "<sip:scscf.example.org;lr;odi=7>, <sip:scscf.example.org;lr>",
                "<sip:sbc.example.org;lr>");
        var popped = Routes.popOwn(received, RoutesTest::own);
        assertThat(popped.uri().orElseThrow().param("odi")).contains("7");
        assertThat(popped.request().all(HeaderName.ROUTE))
                .containsExactly("<sip:scscf.example.org;lr>", "<sip:sbc.example.org;lr>");
        assertThat(Routes.next(popped.request())).hasToString("sip:scscf.example.org;lr");
    }

    @Test
    void both_values_of_a_double_record_route_are_taken() {
        var received = request(
                "sip:bob@192.0.2.4",
                "<sip:scscf.example.org;lr;a>,<sip:scscf.example.org;lr;b>,<sip:tas.example.org;lr>");
        var popped = Routes.popAllOwn(received, RoutesTest::own);
        assertThat(popped.own()).hasSize(2);
        assertThat(popped.request().all(HeaderName.ROUTE)).containsExactly("<sip:tas.example.org;lr>");
    }

    @Test
    void a_foreign_route_stays_and_the_request_is_the_same_object() {
        var received = request("sip:bob@192.0.2.4", "<sip:tas.example.org;lr>");
        var popped = Routes.popOwn(received, RoutesTest::own);
        assertThat(popped.request()).isSameAs(received);
        assertThat(popped.uri()).isEmpty();
    }

    @Test
    void what_a_strict_router_did_is_undone() {
        var received = request("sip:scscf.example.org;lr", "<sip:sbc.example.org;lr>", "<sip:bob@192.0.2.4>");
        var popped = Routes.popOwn(received, RoutesTest::own);
        assertThat(popped.request().uri()).isEqualTo("sip:bob@192.0.2.4");
        assertThat(popped.request().all(HeaderName.ROUTE)).containsExactly("<sip:sbc.example.org;lr>");
        assertThat(popped.own()).extracting(NameAddr::uri).containsExactly("sip:scscf.example.org;lr");
    }

    @Test
    void a_strict_router_ahead_gets_its_uri_as_the_target() {
        var ready = Routes.forStrictRouter(
                request("sip:bob@192.0.2.4", "<sip:old.example.org>", "<sip:sbc.example.org;lr>"));
        assertThat(ready.uri()).isEqualTo("sip:old.example.org");
        assertThat(ready.all(HeaderName.ROUTE)).containsExactly("<sip:sbc.example.org;lr>", "<sip:bob@192.0.2.4>");
        var loose = request("sip:bob@192.0.2.4", "<sip:sbc.example.org;lr>");
        assertThat(Routes.forStrictRouter(loose)).isSameAs(loose);
    }

    @Test
    void without_a_route_the_request_uri_is_next() {
        assertThat(Routes.next(request("sip:bob@192.0.2.4"))).hasToString("sip:bob@192.0.2.4");
    }
}
