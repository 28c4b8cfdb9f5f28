package io.carillon.bench.hss;

import io.carillon.bench.BenchException;
import io.carillon.bench.Peer;
import io.carillon.bench.RunningPeer;
import io.carillon.bench.Settings;
import io.carillon.bench.Workplace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Debian's freeDiameter, one thread for applications, with an extension that answers and looks nothing up. */
record FreeDiameterPeer() implements Peer {
    private static final Path PROGRAM = Path.of("/usr/bin/freeDiameterd");
    private static final Path HEADER = Path.of("/usr/include/freeDiameter/extension.h");
    private static final String CERTIFICATE = "certificate.pem";
    private static final String KEY = "key.pem";

    @Override
    public String name() {
        return "freediameter";
    }

    @Override
    public RunningPeer start(Workplace place, Settings settings) throws IOException {
        if (!Files.isExecutable(PROGRAM)
                || !Files.isReadable(HEADER)
                || !Workplace.hasProgram("gcc")
                || !Workplace.hasProgram("openssl")) {
            throw new BenchException(
                    "freeDiameter cannot be measured: apt-get install freediameterd libfreediameter-dev gcc openssl");
        }
        var folder = place.folder();
        var source = folder.resolve("cx_answer.c");
        try (InputStream text = Objects.requireNonNull(FreeDiameterPeer.class.getResourceAsStream("cx_answer.c"))) {
            Files.copy(text, source);
        }
        run(place, List.of("gcc", "-O2", "-fPIC", "-shared", "-o", "cx_answer.fdx", source.toString()));
        // GnuTLS does not read the elliptic keys that the JDK writes.
        run(
                place,
                List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-subj",
                        "/CN=" + DiameterPeer.HOST,
                        "-keyout",
                        KEY,
                        "-out",
                        CERTIFICATE));
        var address = DiameterPeer.freeAddress();
        Files.writeString(folder.resolve("freediameter.conf"), configuration(folder, address.getPort()));
        var process = place.server(List.of(PROGRAM.toString(), "-c", "freediameter.conf"));
        return DiameterPeer.started(place, name(), process, address, false);
    }

    private static String configuration(Path folder, int port) {
        return """
                Identity = "%1$s";
                Realm = "%2$s";
                Port = %3$d;
                SecPort = 0;
                No_SCTP;
                No_IPv6;
                ListenOn = "127.0.0.1";
                AppServThreads = 1;
                TLS_Cred = "%5$s", "%6$s";
                TLS_CA = "%5$s";
                LoadExtension = "%4$s/cx_answer.fdx";
                ConnectPeer = "generator.%2$s" { ConnectTo = "127.0.0.1"; Port = 1; No_TLS; };
                """.formatted(
                DiameterPeer.HOST, DiameterPeer.DOMAIN, port, folder, folder.resolve(CERTIFICATE), folder.resolve(KEY));
    }

    private static void run(Workplace place, List<String> command) throws IOException {
        var process = place.server(command);
        try {
            if (process.waitFor() != 0) {
                throw new BenchException(command.getFirst() + ": " + place.lastWords(process));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }
}
