package io.carillon.ipsec.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.ipsec.AkaKeys;
import io.carillon.ipsec.AssociationSet;
import io.carillon.ipsec.Encryption;
import io.carillon.ipsec.EspAssociation;
import io.carillon.ipsec.Integrity;
import io.carillon.ipsec.SecurityMechanism.Ends;
import io.carillon.ipsec.Suite;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the helper tells the kernel, told to a Linux kernel on both sides of a wire: ESP of every pair of algorithms, read
 * by tshark with the keys (TS 33.203 §7, Annex I). The kernel is a user-mode one: it needs no privilege here.
 */
class EspTest {
    private static final AkaKeys KEYS =
            AkaKeys.ofHex("00112233445566778899aabbccddeeff", "f0e1d2c3b4a5968778695a4b3c2d1e0f");
    private static final InetAddress BORDER = InetAddress.ofLiteral("10.33.0.1");
    private static final InetAddress PHONE = InetAddress.ofLiteral("10.33.0.2");
    private static final List<Suite> SUITES = Stream.concat(
                    Suite.USUAL.stream(), Stream.of(Suite.AES_GCM, Suite.AES_GMAC))
            .toList();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void exchange() throws Exception {
        required("linux.uml", "user-mode-linux");
        required("modprobe", "kmod");
        required("tshark", "tshark");
        for (var name : List.of("esp.sh", "border.pl", "phone.pl")) {
            try (var script = EspTest.class.getResourceAsStream("/" + name)) {
                Files.copy(script, folder.resolve(name));
            }
        }
        assertThat(folder.resolve("esp.sh").toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("border.batch"), batch(true));
        Files.writeString(folder.resolve("phone.batch"), batch(false));
        var kernel = run(
                "linux.uml",
                "mem=256M",
                "root=/dev/root",
                "rootfstype=hostfs",
                "rootflags=/",
                "rw",
                "con=null",
                "con0=null,fd:1",
                "quiet",
                "init=" + folder.resolve("esp.sh"),
                "ESP_DIR=" + folder);
        assertThat(Files.readString(folder.resolve("log"))).as(kernel).contains("installed");
    }

    private static void required(String tool, String debianPackage) {
        boolean there =
                Stream.of(System.getenv("PATH").split(":")).anyMatch(each -> Files.isExecutable(Path.of(each, tool)));
        var advice = tool + " is not installed: apt-get install " + debianPackage;
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(advice);
        }
        assumeTrue(there, advice);
    }

    private static AssociationSet set(int index, boolean border) {
        var ours = new Ends(1_000 + index, 2_000 + index, 6_000 + index, 5_065);
        var theirs = new Ends(3_000 + index, 4_000 + index, 7_000 + index, 7_500 + index);
        return border
                ? new AssociationSet(BORDER, PHONE, ours, theirs, SUITES.get(index), KEYS)
                : new AssociationSet(PHONE, BORDER, theirs, ours, SUITES.get(index), KEYS);
    }

    private static List<EspAssociation> associations(boolean border) {
        return IntStream.range(0, SUITES.size())
                .mapToObj(index -> EspAssociation.of(set(index, border)))
                .flatMap(List::stream)
                .toList();
    }

    private static String batch(boolean border) {
        var lines = new StringBuilder();
        associations(border).forEach(each -> lines.append(IpBatch.add(each)));
        return lines.toString();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        var output = folder.resolve("output-of-" + command[0]).toFile();
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError(command[0] + " does not end");
        }
        return Files.readString(output.toPath(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void datagrams_and_connections_pass_with_every_pair_of_algorithms() throws IOException {
        var answers = Files.readAllLines(folder.resolve("answers"));
        for (int index = 0; index < SUITES.size(); index++) {
            assertThat(answers)
                    .as(SUITES.get(index).toString())
                    .contains(
                            "udp answer to REGISTER protected " + (7_000 + index),
                            "tcp answer to INVITE protected " + (7_000 + index));
        }
    }

    @Test
    void what_comes_without_protection_from_the_same_ports_is_not_heard() throws IOException {
        assertThat(Files.readString(folder.resolve("heard")))
                .contains("protected")
                .doesNotContain("bare");
        assertThat(folder.resolve("bare")).isEmptyFile();
    }

    @Test
    void nothing_of_the_phone_crosses_the_wire_in_clear_but_what_it_sent_bare() throws Exception {
        assertThat(run("tshark", "-r", wire(), "-Y", "(udp or tcp) and not esp and ip.src==10.33.0.1"))
                .doesNotContain("5065");
        assertThat(run("tshark", "-r", wire(), "-Y", "esp", "-T", "fields", "-e", "esp.spi"))
                .contains(spi(2_000), spi(4_000));
    }

    @Test
    void tshark_reads_it_with_the_keys_of_the_set() throws Exception {
        var command = new ArrayList<>(List.of("tshark", "-r", wire(), "-o", "esp.enable_encryption_decode:TRUE"));
        for (var association : associations(true)) {
            if (association.suite().integrity() != Integrity.AES_GMAC) { // tshark has no RFC 4543
                command.addAll(List.of("-o", "uat:esp_sa:" + decoding(association)));
            }
        }
        command.addAll(List.of("-Y", "esp and udp", "-T", "fields", "-e", "esp.spi", "-e", "udp.payload"));
        var read = run(command.toArray(String[]::new)).lines().toList();
        for (int index = 0; index < SUITES.size(); index++) {
            if (!SUITES.get(index).equals(Suite.AES_GMAC)) {
                var text = "REGISTER protected " + (7_000 + index) + "\n";
                assertThat(read)
                        .as(SUITES.get(index).toString())
                        .contains(
                                spi(2_000 + index) + "\t" + hex(text),
                                spi(4_000 + index) + "\t" + hex("answer to " + text));
            }
        }
    }

    private static String wire() {
        return folder.resolve("wire.pcap").toString();
    }

    private static String spi(int number) {
        return "0x%08x".formatted(number);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String decoding(EspAssociation association) {
        var suite = association.suite();
        var cipher = switch (suite.encryption()) {
            case NULL -> "NULL";
            case DES_EDE3_CBC -> "TripleDES-CBC [RFC2451]";
            case AES_CBC -> "AES-CBC [RFC3602]";
            case AES_GCM -> "AES-GCM with 16 octet ICV [RFC4106]";
        };
        var digest = switch (suite.integrity()) {
            case HMAC_MD5_96 -> "HMAC-MD5-96 [RFC2403]";
            case HMAC_SHA_1_96 -> "HMAC-SHA-1-96 [RFC2404]";
            case NULL, AES_GMAC -> "NULL";
        };
        return String.join(
                ",",
                Stream.of(
                                "IPv4",
                                association.source().getHostAddress(),
                                association.destination().getHostAddress(),
                                spi((int) association.spi()),
                                cipher,
                                key(association.encryptionKey()),
                                digest,
                                suite.encryption() == Encryption.AES_GCM ? "" : key(association.integrityKey()))
                        .map(each -> "\"" + each + "\"")
                        .toList());
    }

    private static String key(byte[] key) {
        return key.length == 0 ? "" : "0x" + HexFormat.of().formatHex(key);
    }
}
