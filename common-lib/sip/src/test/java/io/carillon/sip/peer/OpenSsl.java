package io.carillon.sip.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An authority of its own with openssl: certificates, keys and revocation lists made while the test runs. */
public final class OpenSsl {
    private final Path folder;

    /** A certificate with its key, PEM. */
    public record Certificate(Path certificate, Path key) {}

    private OpenSsl(Path folder) {
        this.folder = folder;
    }

    /** Makes a new authority in this folder. */
    public static OpenSsl authority(Path folder) throws IOException {
        Tools.required("openssl", "openssl");
        var made = new OpenSsl(Files.createDirectories(folder));
        Files.writeString(folder.resolve("index.txt"), "");
        Files.writeString(folder.resolve("index.txt.attr"), "unique_subject = no\n");
        Files.writeString(folder.resolve("ca.cnf"), """
                [ca]
                default_ca = own
                [own]
                database = %1$s/index.txt
                new_certs_dir = %1$s
                certificate = %1$s/ca.pem
                private_key = %1$s/ca.key
                rand_serial = yes
                default_md = sha256
                default_days = 2
                default_crl_days = 2
                copy_extensions = copy
                policy = any
                [any]
                commonName = supplied
                """.formatted(folder));
        made.run(made.request("ca", "Test Authority", "-x509", "-days", "2", "-out", "ca.pem"));
        return made;
    }

    /** @param names subject alternative names as openssl writes them, such as DNS:a.example or URI:sip:a.example */
    public Certificate issue(String file, String... names) throws IOException {
        return issue(request(file, file, "-out", file + ".csr"), file, names);
    }

    /** A certificate that says which OCSP responder knows whether it is revoked. */
    public Certificate issueWithResponder(String file, int port, String... names) throws IOException {
        var wanted = request(file, file, "-out", file + ".csr");
        wanted.addAll(List.of("-addext", "authorityInfoAccess=OCSP;URI:http://127.0.0.1:" + port));
        return issue(wanted, file, names);
    }

    private Certificate issue(List<String> wanted, String file, String... names) throws IOException {
        if (names.length > 0) {
            wanted.addAll(List.of("-addext", "subjectAltName=" + String.join(",", names)));
        }
        run(wanted);
        run("ca", "-config", "ca.cnf", "-batch", "-notext", "-in", file + ".csr", "-out", file + ".pem");
        return new Certificate(folder.resolve(file + ".pem"), folder.resolve(file + ".key"));
    }

    private List<String> request(String file, String subject, String... more) {
        var command = new ArrayList<>(List.of(
                "req",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-keyout",
                file + ".key",
                "-subj",
                "/CN=" + subject));
        command.addAll(List.of(more));
        return command;
    }

    public Path trust() {
        return folder.resolve("ca.pem");
    }

    public void revoke(Certificate certificate) throws IOException {
        run("ca", "-config", "ca.cnf", "-revoke", certificate.certificate().toString());
    }

    /** The list of what is revoked now. */
    public Path revocations() throws IOException {
        run("ca", "-config", "ca.cnf", "-gencrl", "-out", "crl.pem");
        return folder.resolve("crl.pem");
    }

    /** Answers on that port what it knows of this authority's certificates (RFC 6960), until it is destroyed. */
    public Process responder(int port) throws IOException {
        var command = "openssl ocsp -port %d -index index.txt -CA ca.pem -rsigner ca.pem -rkey ca.key".formatted(port);
        var process = new ProcessBuilder(command.split(" "))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var said = process.inputReader();
        for (var line = said.readLine(); line != null; line = said.readLine()) {
            if (line.contains("waiting for OCSP client connections")) {
                return process;
            }
        }
        throw new IOException(command + " ended");
    }

    private void run(String... arguments) throws IOException {
        run(List.of(arguments));
    }

    private void run(List<String> arguments) throws IOException {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(arguments);
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ":\n" + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
