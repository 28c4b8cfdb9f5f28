package io.carillon.sip.peer;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Kamailio as a stateless proxy on UDP, TLS and WebSocket: sends on what has a Route or another address. */
public final class Kamailio implements AutoCloseable {
    private static final String MODULES = "/usr/lib/x86_64-linux-gnu/kamailio/modules/";

    private static final String SCRIPT = """
            #!KAMAILIO
            debug=0
            log_stderror=yes
            children=1
            tcp_children=1
            enable_tls=yes
            auto_aliases=no
            dns=no
            rev_dns=no
            tcp_accept_no_cl=yes
            mpath="%1$s"
            listen=udp:127.0.0.1:%2$d
            listen=tls:127.0.0.1:%3$d
            listen=tcp:127.0.0.1:%4$d
            loadmodule "pv.so"
            loadmodule "sl.so"
            loadmodule "tm.so"
            loadmodule "textops.so"
            loadmodule "siputils.so"
            loadmodule "xhttp.so"
            loadmodule "websocket.so"
            loadmodule "tls.so"
            modparam("tls", "config", "%5$s/tls.cfg")
            request_route {
                if (is_method("OPTIONS") && uri == myself) { sl_send_reply("200", "Kamailio"); exit; }
                forward();
            }
            event_route[xhttp:request] {
                if ($hdr(Upgrade) =~ "websocket") { ws_handle_handshake(); exit; }
                xhttp_reply("404", "Not Found", "", "");
            }
            """;

    private static final String TLS = """
            [server:default]
            method = TLSv1.2+
            verify_certificate = yes
            require_certificate = yes
            private_key = %2$s
            certificate = %1$s
            ca_list = %3$s
            [client:default]
            method = TLSv1.2+
            verify_certificate = yes
            require_certificate = yes
            private_key = %2$s
            certificate = %1$s
            ca_list = %3$s
            """;

    private final Process process;
    private final int udp;
    private final int tls;
    private final int ws;

    private Kamailio(Process process, int udp, int tls, int ws) {
        this.process = process;
        this.udp = udp;
        this.tls = tls;
        this.ws = ws;
    }

    /** It shows this certificate on both sides and wants one of the same authority. */
    public static Kamailio start(Path folder, OpenSsl authority, OpenSsl.Certificate own) throws IOException {
        Tools.required("kamailio", "kamailio");
        Tools.required(Path.of(MODULES, "tls.so"), "kamailio-tls-modules");
        Tools.required(Path.of(MODULES, "websocket.so"), "kamailio-websocket-modules");
        int udp = Sipp.freePort().getPort();
        int tls = Sipp.freePort().getPort();
        int ws = Sipp.freePort().getPort();
        Files.writeString(folder.resolve("kamailio.cfg"), SCRIPT.formatted(MODULES, udp, tls, ws, folder));
        Files.writeString(folder.resolve("tls.cfg"), TLS.formatted(own.certificate(), own.key(), authority.trust()));
        var output = folder.resolve("kamailio.out");
        var process = new ProcessBuilder(
                        "kamailio",
                        "-DD",
                        "-E",
                        "-m",
                        "64",
                        "-f",
                        folder.resolve("kamailio.cfg").toString(),
                        "-Y",
                        folder.toString(),
                        "-P",
                        folder.resolve("kamailio.pid").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        var started = new Kamailio(process, udp, tls, ws);
        started.awaitAnswer(output);
        return started;
    }

    public InetSocketAddress udp() {
        return at(udp);
    }

    public InetSocketAddress tls() {
        return at(tls);
    }

    public InetSocketAddress ws() {
        return at(ws);
    }

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private void awaitAnswer(Path output) throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(200);
            var options = """
                    OPTIONS sip:127.0.0.1:%d SIP/2.0
                    Via: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bKprobe
                    Max-Forwards: 70
                    From: <sip:probe@127.0.0.1>;tag=1
                    To: <sip:probe@127.0.0.1>
                    Call-ID: probe
                    CSeq: 1 OPTIONS
                    Content-Length: 0

                    """.formatted(udp, socket.getLocalPort())
                    .replace("\n", "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            for (int attempt = 0; attempt < 100 && process.isAlive(); attempt++) {
                socket.send(new DatagramPacket(options, options.length, udp()));
                try {
                    socket.receive(new DatagramPacket(new byte[2_000], 2_000));
                    return;
                } catch (SocketTimeoutException e) {
                    continue;
                }
            }
            process.destroy();
            throw new IOException("Kamailio does not answer:\n" + Files.readString(output));
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
