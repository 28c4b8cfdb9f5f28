package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.SipResponse;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A border of a newer build works on the same phones and calls: what only it knows outlives this one's changes. */
class MixedBuildsTest extends GmTest {

    /** As a build would write it that knows one thing more. */
    private static void writtenByANewerBuild(Set<String> keys) {
        assertThat(keys).isNotEmpty();
        for (var key : keys) {
            var value = SBC.redis().opsForValue();
            var stored = (ObjectNode) JsonMapper.shared().readTree(value.get(key));
            assertThat(stored.path("v").asInt()).as(key).isEqualTo(1);
            value.set(key, stored.put("v", 2).put("slice", "of " + key).toString());
        }
    }

    private static ObjectNode stored(String key) {
        return (ObjectNode)
                JsonMapper.shared().readTree(SBC.redis().opsForValue().get(key));
    }

    private static String keyOf(SipResponse ok) {
        return SBC.redis().keys("sbc:call:" + ok.callId() + "*").iterator().next();
    }

    @Test
    void a_call_goes_on_and_keeps_what_this_build_does_not_know() {
        var phone = registeredPhone();
        var ok = called(phone);
        var key = keyOf(ok);
        writtenByANewerBuild(Set.of(key));

        phone.send(phone.inDialog("INVITE", 2, ok).body("application/sdp", sdp("10.0.0.1", 4002)), SBC.access());
        var again = core.expect("INVITE");
        core.reply(again, with(fromCore(again, 200), sdp("10.0.0.2", 5002)));
        phone.expect(200);
        phone.send(phone.inDialog("ACK", 2, ok), SBC.access());
        core.expect("ACK");

        assertThat(stored(key).path("slice").asString()).isEqualTo("of " + key);
        assertThat(stored(key).path("v").asInt()).as("rewritten by this build").isEqualTo(1);

        phone.send(phone.inDialog("BYE", 3, ok), SBC.access());
        core.reply(core.expect("BYE"), 200);
        phone.expect(200);
    }

    private static Set<String> flows(Peer phone) {
        var set = SBC.redis().keys("sbc:flows:*" + phone.name + "@*").iterator().next();
        return SBC.redis().opsForSet().members(set).stream()
                .map("sbc:flow:"::concat)
                .collect(Collectors.toSet());
    }

    @Test
    void a_registered_phone_is_known_by_what_the_newer_build_wrote() {
        var phone = registeredPhone();
        writtenByANewerBuild(SBC.redis().keys("sbc:host:*" + phone.name + "@*"));
        writtenByANewerBuild(flows(phone));
        called(phone);
        registered(phone);
        called(phone);
    }
}
