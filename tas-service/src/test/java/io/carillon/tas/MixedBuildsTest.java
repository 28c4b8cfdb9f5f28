package io.carillon.tas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A call of a node of a newer build is taken over by this one: what only the other knows outlives its changes. */
class MixedBuildsTest extends IscTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static ObjectNode stored(String key) {
        return (ObjectNode) JSON.readTree(tas().redis().opsForValue().get(key));
    }

    @Test
    void a_call_that_is_taken_over_keeps_what_this_build_does_not_know() {
        try (var newer = Tas.start("tas-newer", NODES, RECORDS, CLOCK, "--carillon.tas.lease=1s")
                .charged()) {
            OCS.answers(request -> Ocs.granted(request, 600));
            var invite = caller.send(invite("<" + user + ">;sescase=orig", user("bob")), newer.sip());
            callee.reply(callee.expect("INVITE"), 200);
            var answer = caller.expect(200);
            caller.send(caller.next("ACK", 1, answer), newer.sip());
            callee.expect("ACK");

            var key = "tas:call:" + invite.callId() + "/" + answer.toTag().orElseThrow();
            var before = stored(key);
            assertThat(before.path("v").asInt()).isEqualTo(1);
            before.put("v", 2).put("tariff", "night");
            ((ObjectNode) before.path("state")).put("captions", "fr");
            tas().redis().opsForValue().set(key, before.toString());
            newer.die();

            var again = caller.next("INVITE", 2, answer).edit().body("application/sdp", "v=0\r\n");
            caller.send(again.build(), tas().sip());
            callee.reply(callee.expect("INVITE"), 200);
            var second = caller.expect(200);
            caller.send(caller.next("ACK", 2, second), tas().sip());
            callee.expect("ACK");

            var after = stored(key);
            assertThat(after.path("v").asInt()).isEqualTo(1);
            assertThat(after.path("owner").asString()).isEqualTo("tas-1");
            assertThat(after.path("tariff").asString()).isEqualTo("night");
            assertThat(after.path("state").path("captions").asString()).isEqualTo("fr");

            caller.send(caller.next("BYE", 3, second), tas().sip());
            caller.expect(200);
            callee.reply(callee.expect("BYE"), 200);
            assertThat(RECORDS.expect(invite.callId()).cause()).isEqualTo("BYE 200");
        }
    }
}
