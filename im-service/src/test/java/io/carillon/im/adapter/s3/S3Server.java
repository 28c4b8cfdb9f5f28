package io.carillon.im.adapter.s3;

import io.carillon.im.store.StoreAway;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** S3Proxy in a process of its own, over a folder: somebody else's S3, which checks signatures. */
final class S3Server implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String ACCESS = "carillon";
    private static final String SECRET = "a secret of the test";

    private final Process process;
    private final URI endpoint;

    private S3Server(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    static Path classPath() {
        return Path.of("..", "common-lib", "s3-peer", "target", "classpath.txt");
    }

    static S3Server start(Path dir) throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var endpoint = URI.create("http://127.0.0.1:" + port);
        var settings = Files.writeString(
                dir.resolve("s3proxy.conf"),
                String.join(
                        "\n",
                        "s3proxy.authorization=aws-v2-or-v4",
                        "s3proxy.endpoint=" + endpoint,
                        "s3proxy.identity=" + ACCESS,
                        "s3proxy.credential=" + SECRET,
                        "jclouds.provider=filesystem-nio2",
                        "jclouds.filesystem.basedir=" + Files.createDirectory(dir.resolve("objects")),
                        "jclouds.identity=x",
                        "jclouds.credential=x",
                        ""));
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        Files.readString(classPath()).strip(),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "s3proxy.log").toFile())
                .start();
        var server = new S3Server(process, endpoint);
        server.makeBucket();
        return server;
    }

    S3Properties properties(String secret) {
        return new S3Properties(endpoint, "us-east-1", "carillon", ACCESS, secret, Duration.ofSeconds(20));
    }

    S3Properties properties() {
        return properties(SECRET);
    }

    private void makeBucket() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (var s3 = S3Client.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .region(Region.US_EAST_1)
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS, SECRET)))
                .build()) {
            while (true) {
                try {
                    s3.createBucket(request -> request.bucket("carillon"));
                    return;
                } catch (SdkException e) {
                    if (System.nanoTime() > end || !process.isAlive()) {
                        close();
                        throw new StoreAway("S3Proxy does not start, see target/s3proxy.log: " + e.getMessage());
                    }
                    LockSupport.parkNanos(200_000_000L);
                }
            }
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
