package io.carillon.diameter;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.cx.Cx;
import io.carillon.diameter.cx.LocationInfoAnswer;
import io.carillon.diameter.cx.LocationInfoRequest;
import java.io.IOException;
import java.util.Objects;

/** Octets of messages, for raw peers. */
final class Wire {
    private Wire() {}

    static <T> Octets encode(Grammar<T> grammar, T message) {
        var out = new AvpWriter();
        grammar.write(message, out);
        return out.octets();
    }

    /** The answer of that node to that request. */
    static LocationInfoAnswer from(String node, LocationInfoAnswer answer, Frame request) {
        var session = BaseAvps.SESSION_ID.decode(
                Objects.requireNonNull(request.first(BaseAvps.SESSION_ID)).data());
        return LocationInfoAnswer.GRAMMAR
                .draft(answer)
                .envelope(Envelope.session(session).from(Net.node(node)))
                .build();
    }

    /** A good LIR of the peer called "peer". */
    static Octets good() {
        return Wire.encode(
                LocationInfoRequest.GRAMMAR,
                LocationInfoRequest.GRAMMAR
                        .draft(Net.lir("sip:alice@ims.test"))
                        .envelope(Envelope.session("peer.ims.test;1;1")
                                .from(Net.node("peer"))
                                .toRealm(Net.REALM))
                        .build());
    }

    static Octets without(Attribute<?> attribute) {
        var out = new AvpWriter();
        Avp.list(good()).stream().filter(avp -> !avp.is(attribute)).forEach(out::avp);
        return out.octets();
    }

    static Octets with(Octets body, Avp more) {
        var out = new AvpWriter();
        out.octets(body);
        out.avp(more);
        return out.octets();
    }

    static Frame request(Octets body) {
        return Frame.of(Frame.REQUEST | Frame.PROXIABLE, 302, Cx.APPLICATION.id(), 3, 4, body);
    }

    static Frame ask(RawPeer peer, Octets body) throws IOException {
        return ask(peer, request(body));
    }

    static Frame ask(RawPeer peer, Frame request) throws IOException {
        peer.send(request);
        var answer = peer.receive();
        assertThat(answer.hopByHop()).isEqualTo(request.hopByHop());
        assertThat(answer.endToEnd()).isEqualTo(request.endToEnd());
        return answer;
    }

    static Result result(Frame answer) {
        return Result.of(Objects.requireNonNull(answer.first(BaseAvps.RESULT_CODE))
                .data()
                .int32(0));
    }

    static Avp failed(Frame answer) {
        return Objects.requireNonNull(answer.first(BaseAvps.FAILED_AVP))
                .members()
                .getFirst();
    }
}
