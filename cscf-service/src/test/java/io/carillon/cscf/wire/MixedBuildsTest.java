package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.cscf.scscf.Bindings;
import io.carillon.identity.Impu;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A node of a newer build has written a registration: what only it knows outlives what this build makes of it. */
class MixedBuildsTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Cluster CORE = Cluster.shared();
    private static final Peer SBC = new Peer("sbc");

    @AfterAll
    static void close() {
        SBC.close();
    }

    private final StringRedisTemplate redis = CORE.bean(1, StringRedisTemplate.class);

    private ObjectNode contact(String key) {
        var field = redis.<String, String>opsForHash().keys(key).stream()
                .filter(each -> each.startsWith("c:"))
                .findFirst()
                .orElseThrow();
        return (ObjectNode) JSON.readTree(redis.<String, String>opsForHash().get(key, field));
    }

    private void write(String key, ObjectNode contact) {
        redis.<String, String>opsForHash().put(key, "c:" + contact.path("key").asString(), contact.toString());
    }

    @Test
    void a_registration_is_refreshed_and_keeps_what_this_build_does_not_know() {
        var phone = new Handset(CORE.hss.add(Subscriber.digest("mixed")), SBC, "m");
        assertThat(phone.registers(CORE.cscf(1)).status()).isEqualTo(200);
        var key = "cscf:reg:" + phone.user.impu;
        assertThat(redis.<String, String>opsForHash().get(key, "v")).isEqualTo("1");
        redis.<String, String>opsForHash().put(key, "v", "2");
        redis.<String, String>opsForHash().put(key, "slice", "gold");
        write(key, contact(key).put("v", 2).put("radio", "NR"));

        assertThat(phone.registers(CORE.cscf(2)).status()).isEqualTo(200);

        assertThat(redis.<String, String>opsForHash().get(key, "slice")).isEqualTo("gold");
        var refreshed = contact(key);
        assertThat(refreshed.path("v").asInt()).isEqualTo(1);
        assertThat(refreshed.path("radio").asString()).isEqualTo("NR");
        assertThat(CORE.bean(1, Bindings.class)
                        .find(Impu.parse(phone.user.impu))
                        .orElseThrow()
                        .contacts())
                .singleElement()
                .satisfies(contact -> assertThat(contact.cseq())
                        .isEqualTo(refreshed.path("cseq").asInt()));
    }
}
