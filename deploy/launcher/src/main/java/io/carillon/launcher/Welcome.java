package io.carillon.launcher;

import io.carillon.launcher.suite.Console;
import io.carillon.launcher.suite.NodeInstance;
import io.carillon.launcher.suite.PhoneSide;
import io.carillon.launcher.suite.Role;
import io.carillon.launcher.suite.Suite;
import java.util.List;
import java.util.Optional;

/** Where to go once the suite runs. */
record Welcome(Suite suite, Console console) {
    void say(List<NodeInstance> nodes) {
        console.say("");
        of(nodes, Role.SBC)
                .ifPresent(sbc -> console.say("""
                Phones    register at %s:%d (udp or tcp; tls %d, ws %d, wss %d), domain %s
                          tls and wss show run/secrets/sbc-%s.pem
                          after: ./ims subscriber add --impi alice@%s \\
                                   --impu sip:alice@%s --password PASSWORD""".formatted(
                                PhoneSide.host(),
                                sbc.port("access"),
                                sbc.port("tls"),
                                sbc.port("ws"),
                                sbc.port("wss"),
                                domain(),
                                PhoneSide.host(),
                                domain(),
                                domain())));
        of(nodes, Role.CONSOLE)
                .ifPresent(page ->
                        console.say("Console   http://127.0.0.1:%d, and at the first time the token of ./ims token"
                                .formatted(page.port("http"))));
        of(nodes, Role.HSS)
                .ifPresent(hss -> console.say(
                        "REST      http://127.0.0.1:%d/v3/api-docs (and on each node's http port), with the token of ./ims token"
                                .formatted(hss.port("http"))));
        console.say("See       ./ims status · ./ims logs NODE · ./ims trace CALL-ID · ./ims demo · ./ims down");
    }

    private static Optional<NodeInstance> of(List<NodeInstance> nodes, Role role) {
        return nodes.stream().filter(node -> node.role() == role).findFirst();
    }

    static String domain() {
        return PhoneSide.domain();
    }
}
