package io.carillon.hss.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.DiameterServer;
import io.carillon.hss.HssNode;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Debian's Kamailio as I-CSCF and as S-CSCF, two processes, with one HSS. */
final class Kamailio implements AutoCloseable {
    private static final String PROGRAM = "/usr/sbin/kamailio";
    private static final String MODULES = "/usr/lib/x86_64-linux-gnu/kamailio/modules/";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final int icscfPort = Program.freePort();
    private final int scscfPort = Program.freePort();
    private final Program icscf;
    private final Program scscf;

    Kamailio(HssNode hss, Path folder) throws IOException {
        Program.need(PROGRAM, "kamailio");
        Program.need(MODULES + "ims_registrar_scscf.so", "kamailio-ims-modules");
        Program.need(MODULES + "presence.so", "kamailio-presence-modules");
        var words = Map.<String, Object>of("DOMAIN", HssNode.HOME, "FOLDER", folder, "DEBUG", 0);
        Program.write(folder.resolve("common.cfg"), "/kamailio/common.cfg", words);
        for (String name : List.of("icscf", "scscf")) {
            var own = Map.<String, Object>of(
                    "DOMAIN", HssNode.HOME, "FOLDER", folder, "PORT", name.equals("icscf") ? icscfPort : scscfPort);
            Program.write(folder.resolve(name + ".cfg"), "/kamailio/" + name + ".cfg", own);
            var diameter = Map.<String, Object>of(
                    "DOMAIN",
                    HssNode.HOME,
                    "NAME",
                    name,
                    "PORT",
                    Program.freePort(),
                    "HSS",
                    hss.diameter().getPort());
            Program.write(folder.resolve(name + ".xml"), "/kamailio/cdp.xml", diameter);
        }
        tables(folder.resolve("db"));
        icscf = start(folder, "icscf");
        scscf = start(folder, "scscf");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(hss.bean(DiameterServer.class).connected())
                        .as("%s%s", icscf.said(), scscf.said())
                        .contains("icscf." + HssNode.HOME, "scscf." + HssNode.HOME));
        await().atMost(SOON).until(() -> options(icscfPort, "") == 200 && options(scscfPort, "") == 200);
    }

    private static Program start(Path folder, String name) {
        var command = List.of(
                PROGRAM,
                "-DD",
                "-E",
                "-m",
                "64",
                "-f",
                name + ".cfg",
                "-Y",
                ".",
                "-P",
                folder.resolve(name + ".pid").toString());
        return Program.start(folder, name, command);
    }

    /** What the I-CSCF reads at its start: which S-CSCFs there are and what they can. */
    private void tables(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("version"), "table_name(string) table_version(int)\n");
        Files.writeString(
                folder.resolve("nds_trusted_domains"), "id(int) trusted_domain(string)\n1:" + HssNode.HOME + "\n");
        Files.writeString(
                folder.resolve("s_cscf"),
                "id(int) name(string) s_cscf_uri(string)\n1:s:" + name().replace(":", "\\:") + "\n");
        Files.writeString(folder.resolve("s_cscf_capabilities"), "id(int) id_s_cscf(int) capability(int)\n1:1:0\n");
    }

    /** The S-CSCF's, as it tells it to the HSS. */
    String name() {
        return "sip:127.0.0.1:" + scscfPort;
    }

    /** Where phones register. */
    InetSocketAddress icscf() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), icscfPort);
    }

    /** Whether the S-CSCF knows this user as registered. */
    boolean hasRegistered(String impu) throws IOException {
        return options(scscfPort, impu) == 200;
    }

    String said() {
        return icscf.said() + scscf.said();
    }

    /** The status of the answer to OPTIONS, 0 if there is none. */
    private static int options(int port, String impu) throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            String uri = impu.isEmpty() ? "sip:127.0.0.1:" + port : impu;
            String from = impu.isEmpty() ? "nobody" : "judge";
            byte[] request = """
                    OPTIONS %1$s SIP/2.0
                    Via: SIP/2.0/UDP 127.0.0.1:%2$d;branch=z9hG4bK%2$d
                    From: <sip:%3$s>;tag=1
                    To: <%1$s>
                    Call-ID: %2$d
                    CSeq: 1 OPTIONS
                    Max-Forwards: 5
                    Content-Length: 0

                    """.formatted(uri, socket.getLocalPort(), from)
                    .replace("\n", "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            socket.connect(InetAddress.getLoopbackAddress(), port);
            socket.send(new DatagramPacket(request, request.length));
            socket.setSoTimeout(500);
            var answer = new DatagramPacket(new byte[4_000], 4_000);
            socket.receive(answer);
            var line = new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII);
            return Integer.parseInt(line.substring("SIP/2.0 ".length(), "SIP/2.0 200".length()));
        } catch (SocketTimeoutException | PortUnreachableException notYet) {
            return 0;
        }
    }

    @Override
    public void close() {
        scscf.close();
        icscf.close();
    }
}
