package io.carillon.bench.chain.kamailio;

import io.carillon.bench.BenchException;
import io.carillon.bench.Conversation;
import io.carillon.bench.Part;
import io.carillon.bench.Peer;
import io.carillon.bench.RunningPeer;
import io.carillon.bench.Settings;
import io.carillon.bench.Workplace;
import io.carillon.bench.chain.Ports;
import io.carillon.bench.sip.KamailioProbe;
import io.carillon.bench.sip.generator.Generator;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Debian's Kamailio as P-, I- and S-CSCF, three processes with a worker each, and a Cx server that knows everybody. */
public record KamailioChain() implements Peer {
    private static final Path PROGRAM = Path.of("/usr/sbin/kamailio");
    private static final Path MODULES = Path.of("/usr/lib/x86_64-linux-gnu/kamailio/modules");
    private static final List<String> ROLES = List.of("icscf", "scscf", "pcscf");
    private static final List<String> ANSWERER = List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx256m");

    @Override
    public String name() {
        return "kamailio-ims";
    }

    @Override
    public RunningPeer start(Workplace place, Settings settings) throws IOException {
        if (!Files.isExecutable(PROGRAM)
                || !Files.exists(MODULES.resolve("ims_icscf.so"))
                || !Files.exists(MODULES.resolve("presence.so"))) {
            throw new BenchException("Kamailio's CSCFs are not installed: apt-get install kamailio kamailio-ims-modules"
                    + " kamailio-presence-modules");
        }
        var words = words(place);
        var scscf = "sip:127.0.0.1:" + words.get("SCSCF");
        tables(place.folder().resolve("db"), scscf);
        var hss = new Conversation(
                place,
                place.server(Workplace.java(
                        Workplace.flags(ANSWERER.toArray(String[]::new)),
                        CxAnswerer.class,
                        Generator.DOMAIN,
                        Objects.requireNonNull(words.get("HSS")),
                        scscf)));
        hss.hear();
        var parts = new ArrayList<Part>();
        write(place.folder(), "common.cfg", "common.cfg", words);
        for (var role : ROLES) {
            var process = start(place, role, words);
            KamailioProbe.await(place, process, port(words, role));
            parts.add(Part.node(role, process.toHandle()));
        }
        parts.add(Part.node("cx", hss.process().toHandle()));
        return new Running(List.copyOf(parts), new InetSocketAddress("127.0.0.1", port(words, "pcscf")));
    }

    private static int port(Map<String, String> words, String role) {
        return Integer.parseInt(Objects.requireNonNull(words.get(role.toUpperCase(Locale.ROOT))));
    }

    private static Map<String, String> words(Workplace place) throws IOException {
        var words = new HashMap<>(
                Map.of("DOMAIN", Generator.DOMAIN, "FOLDER", place.folder().toString()));
        for (var port : List.of("PCSCF", "ICSCF", "SCSCF", "CLIENT", "SERVER", "HSS")) {
            words.put(port, Integer.toString(Ports.free()));
        }
        return words;
    }

    private static Process start(Workplace place, String role, Map<String, String> words) throws IOException {
        var folder = place.folder();
        write(folder, role + ".cfg", role + ".cfg", words);
        var diameter = new HashMap<>(words);
        diameter.put("NAME", role);
        diameter.put("CDP", Integer.toString(Ports.free()));
        write(folder, "cdp.xml", role + ".xml", diameter);
        var own = Files.createDirectories(folder.resolve(role + ".run"));
        // Transactions stay for five seconds: shared memory must hold as many as five seconds bring.
        return place.server(List.of(
                PROGRAM.toString(),
                "-DD",
                "-E",
                "-x",
                "tlsf",
                "-X",
                "tlsf",
                "-m",
                "3072",
                "-M",
                "64",
                "-f",
                folder.resolve(role + ".cfg").toString(),
                "-Y",
                own.toString(),
                "-P",
                own.resolve("pid").toString()));
    }

    /** What the I-CSCF reads at its start: which S-CSCFs there are and what they can. */
    private static void tables(Path folder, String scscf) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("version"), "table_name(string) table_version(int)\n");
        Files.writeString(
                folder.resolve("nds_trusted_domains"), "id(int) trusted_domain(string)\n1:" + Generator.DOMAIN + "\n");
        Files.writeString(
                folder.resolve("s_cscf"),
                "id(int) name(string) s_cscf_uri(string)\n1:s:" + scscf.replace(":", "\\:") + "\n");
        Files.writeString(folder.resolve("s_cscf_capabilities"), "id(int) id_s_cscf(int) capability(int)\n1:1:0\n");
    }

    /** A file from our resources, with the words between at signs filled in. */
    private static void write(Path folder, String resource, String file, Map<String, String> words) throws IOException {
        try (InputStream source = Objects.requireNonNull(KamailioChain.class.getResourceAsStream(resource))) {
            var text = new String(source.readAllBytes(), StandardCharsets.UTF_8);
            for (var word : words.entrySet()) {
                text = text.replace('@' + word.getKey() + '@', word.getValue());
            }
            Files.writeString(folder.resolve(file), text);
        }
    }

    private record Running(List<Part> parts, InetSocketAddress address) implements RunningPeer {
        @Override
        public String name() {
            return "kamailio-ims";
        }

        @Override
        public List<ProcessHandle> processes() {
            return parts.stream().flatMap(part -> part.processes().stream()).toList();
        }

        /** The Cx server is Java. */
        @Override
        public boolean warmsUp() {
            return true;
        }
    }
}
