package io.carillon.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeInstanceTest {

    @Test
    void the_first_instance_has_the_ports_of_the_architecture() {
        NodeInstance sbc = new NodeInstance(Role.SBC, 1, 0);
        assertThat(sbc.id()).isEqualTo("sbc-1");
        assertThat(sbc.ports())
                .containsEntry("access", 5060)
                .containsEntry("tls", 5061)
                .containsEntry("ws", 5062)
                .containsEntry("wss", 5063)
                .containsEntry("sip", 5064)
                .containsEntry("http", 8081);
    }

    @Test
    void further_instances_and_further_suites_have_ports_of_their_own() {
        assertThat(new NodeInstance(Role.CSCF, 2, 0).port("sip")).isEqualTo(5170);
        assertThat(new NodeInstance(Role.CSCF, 1, 10_000).port("sip")).isEqualTo(15_070);
    }

    @Test
    void a_node_is_told_its_name_and_ports_by_its_environment() {
        assertThat(new NodeInstance(Role.CSCF, 2, 0).environment())
                .containsEntry("CARILLON_NODE_ID", "cscf-2")
                .containsEntry("CARILLON_SIP_POINTS_CORE_PORT", "5170")
                .containsEntry("SERVER_PORT", "8182");
        assertThat(new NodeInstance(Role.RTPPROXY, 3, 0).environment())
                .containsEntry("CARILLON_RTPPROXY_PORT_MIN", "44000")
                .containsEntry("CARILLON_RTPPROXY_PORT_MAX", "47999");
    }

    @Test
    void people_may_write_a_role_a_dash_or_a_sharp() {
        assertThat(NodeInstance.parse("cscf", 0)).contains(new NodeInstance(Role.CSCF, 1, 0));
        assertThat(NodeInstance.parse("cscf-2", 0)).contains(new NodeInstance(Role.CSCF, 2, 0));
        assertThat(NodeInstance.parse("cscf#2", 0)).contains(new NodeInstance(Role.CSCF, 2, 0));
        assertThat(NodeInstance.parse("mgcf", 0)).isEmpty();
        assertThat(NodeInstance.parse("cscf#0", 0)).isEmpty();
        assertThat(NodeInstance.parse("stores", 0)).isEmpty();
    }
}
