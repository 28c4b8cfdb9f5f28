package io.carillon.launcher.suite;

import static io.carillon.launcher.suite.Wire.Transport.TCP;
import static io.carillon.launcher.suite.Wire.Transport.UDP;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of nodes, in the order in which they start: who is asked comes before who asks. */
public enum Role {
    HSS("hss-service", 192, List.of(new Wire("diameter", 3868, "CARILLON_DIAMETER_PORT", TCP), http(8086))),
    CHARGING("charging-service", 192, List.of(new Wire("diameter", 3869, "CARILLON_DIAMETER_PORT", TCP), http(8088))),
    LAB("deploy/lab", 128, List.of(new Wire("diameter", 3870, "CARILLON_DIAMETER_PORT", TCP), http(8089))),
    ENUM("enum-service", 160, List.of(new Wire("dns", 5300, "CARILLON_ENUM_DNS_PORT", UDP, TCP), http(8085))),
    RTPPROXY("rtpproxy-service", 160, List.of(new Wire("ng", 2223, "CARILLON_RTPPROXY_NG_PORT", UDP), http(8087))),
    CSCF("cscf-service", 192, List.of(sip("sip", 5070, "CORE"), http(8082))),
    TAS("tas-service", 192, List.of(sip("sip", 5080, "CORE"), http(8083))),
    IM(
            "im-service",
            192,
            List.of(sip("sip", 5090, "CORE"), new Wire("msrp", 2855, "CARILLON_IM_MSRP_PORT", TCP), http(8084))),
    SBC(
            "sbc-service",
            192,
            List.of(
                    sip("access", 5060, "ACCESS"),
                    connections("tls", 5061),
                    connections("ws", 5062),
                    connections("wss", 5063),
                    sip("sip", 5064, "CORE"),
                    new Wire("msrp", 2857, "CARILLON_SBC_MSRP_PORT", TCP),
                    new Wire("msrps", 2858, "CARILLON_SBC_MSRP_TLS_PORT", TCP),
                    http(8081))),
    CONSOLE("console", 192, List.of(http(8080)));

    private final String module;
    private final int heapMegabytes;
    private final List<Wire> wires;

    Role(String module, int heapMegabytes, List<Wire> wires) {
        this.module = module;
        this.heapMegabytes = heapMegabytes;
        this.wires = wires;
    }

    private static Wire http(int port) {
        return new Wire("http", port, "SERVER_PORT", TCP);
    }

    private static Wire sip(String name, int port, String point) {
        return new Wire(name, port, "CARILLON_SIP_POINTS_" + point + "_PORT", UDP, TCP);
    }

    private static Wire connections(String name, int port) {
        return new Wire(name, port, "CARILLON_SIP_POINTS_ACCESS_PORTS_" + name.toUpperCase(Locale.ROOT), TCP);
    }

    /** As the command line, the directory and log files write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> of(String text) {
        return List.of(values()).stream()
                .filter(role -> role.text().equalsIgnoreCase(text))
                .findFirst();
    }

    String module() {
        return module;
    }

    String artifact() {
        return "carillon-" + text();
    }

    int heapMegabytes() {
        return heapMegabytes;
    }

    List<Wire> wires() {
        return wires;
    }
}
