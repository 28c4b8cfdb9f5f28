package io.carillon.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.auth.AuthHeader;
import io.carillon.sip.auth.Challenge;
import io.carillon.sip.auth.Credentials;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipParseException;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.message.Via;

/** SIP out of any bytes: what is taken for good has one meaning, and keeps it on its way through a proxy. */
final class SipTarget {
    private SipTarget() {}

    static void message(byte[] bytes) {
        SipMessage message;
        try {
            message = SipMessage.parse(bytes.clone());
        } catch (SipParseException refused) {
            return;
        }
        switch (message) {
            case SipRequest request -> request(request);
            case SipResponse response -> response(response);
        }
    }

    private static void request(SipRequest request) {
        if (request.defect().isPresent()) {
            tolerated(() -> request.reply(400).toTag(ResponseEdit.newTag()).build());
            return;
        }
        readable(request);
        request.maxForwards();
        request.addresses(HeaderName.CONTACT);
        var answer = request.reply(200).toTag(ResponseEdit.newTag()).build();
        assertThat(((SipResponse) SipMessage.parse(answer.wire().clone())).isBroken())
                .isFalse();
        var via = request.via().completed("192.0.2.1", 5060);
        var forwarded = (SipRequest) SipMessage.parse(request.edit()
                .removeFirst(HeaderName.VIA)
                .prepend(HeaderName.VIA, via)
                .prepend(HeaderName.VIA, "SIP/2.0/UDP proxy.example.org;branch=z9hG4bKnext")
                .set(HeaderName.MAX_FORWARDS, 7)
                .build()
                .wire()
                .clone());
        assertThat(forwarded.defect()).isEmpty();
        same(request, forwarded);
        assertThat(forwarded.uri()).isEqualTo(request.uri());
        assertThat(forwarded.all(HeaderName.VIA).size())
                .isEqualTo(request.all(HeaderName.VIA).size() + 1);
    }

    private static void response(SipResponse response) {
        if (response.isBroken() || response.status() >= 300) {
            return;
        }
        readable(response);
        var back = response.edit().removeFirst(HeaderName.VIA).build();
        if (back.has(HeaderName.VIA)) {
            same(response, SipMessage.parse(back.wire().clone()));
        }
    }

    /** What the checks passed, the readers read: there is one grammar and not two. */
    private static void readable(SipMessage message) {
        assertThat(message.from().tag().isPresent())
                .isEqualTo(message.from().params().has("tag"));
        assertThat(message.hasToTag()).isEqualTo(message.to().params().has("tag"));
        assertThat(message.topVia().branch().orElse("")).isEqualTo(message.via().branch());
        assertThat(message.topVia().port()).isEqualTo(message.via().port());
        assertThat(message.cseq().method()).isNotEmpty();
    }

    private static void same(SipMessage one, SipMessage other) {
        assertThat(other.callId()).isEqualTo(one.callId());
        assertThat(other.cseq()).isEqualTo(one.cseq());
        assertThat(other.from()).isEqualTo(one.from());
        assertThat(other.to()).isEqualTo(one.to());
        assertThat(other.all(HeaderName.ROUTE)).isEqualTo(one.all(HeaderName.ROUTE));
        assertThat(other.all(HeaderName.CONTACT)).isEqualTo(one.all(HeaderName.CONTACT));
        assertThat(other.all(HeaderName.of("X-Fuzz"))).isEqualTo(one.all(HeaderName.of("X-Fuzz")));
        assertThat(other.body()).isEqualTo(one.body());
    }

    static void via(String text) {
        tolerated(() -> {
            var via = Via.parse(text);
            assertThat(Via.parse(via.toString())).isEqualTo(via);
        });
    }

    static void address(String text) {
        tolerated(() -> {
            var address = NameAddr.parse(text);
            assertThat(NameAddr.parse(address.toString())).isEqualTo(address);
        });
    }

    static void digest(String text) {
        tolerated(() -> {
            var header = AuthHeader.parse(text);
            assertThat(AuthHeader.parse(header.toString()).toString()).isEqualTo(header.toString());
        });
        tolerated(() -> Credentials.parse(text));
        tolerated(() -> Challenge.parse(text));
    }

    private static void tolerated(Runnable reading) {
        try {
            reading.run();
        } catch (SipParseException refused) {
            assertThat(refused.status()).isBetween(400, 699);
        }
    }
}
