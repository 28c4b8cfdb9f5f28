package io.carillon.ipsec;

import io.carillon.ipsec.SecurityMechanism.Ends;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Asks the privileged helper over its UNIX socket: a line there, a line back, a connection for each. */
public final class HelperClient implements SecurityAssociations {
    private static final int LONGEST_ANSWER = 200;

    private final UnixDomainSocketAddress helper;
    private final Duration deadline;

    public HelperClient(Path socket, Duration deadline) {
        this.helper = UnixDomainSocketAddress.of(socket);
        this.deadline = deadline;
    }

    @Override
    public Outcome install(String id, AssociationSet set, Duration lifetime) {
        return ask(String.join(
                " ",
                "install",
                id,
                set.local().getHostAddress(),
                set.remote().getHostAddress(),
                ends(set.here()),
                ends(set.there()),
                set.suite().integrity().text(),
                set.suite().encryption().text(),
                set.keys().ikHex(),
                set.keys().ckHex(),
                seconds(lifetime)));
    }

    @Override
    public Outcome live(String id, Duration lifetime) {
        return ask("live " + id + " " + seconds(lifetime));
    }

    @Override
    public Outcome remove(String id) {
        return ask("remove " + id);
    }

    private static String ends(Ends ends) {
        return ends.spiC() + " " + ends.spiS() + " " + ends.portC() + " " + ends.portS();
    }

    private static String seconds(Duration lifetime) {
        return Long.toString(Math.max(1, lifetime.toSeconds()));
    }

    private Outcome ask(String request) {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(helper);
            channel.write(ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.US_ASCII)));
            var answer = read(channel);
            return answer.equals("ok") ? new Outcome.Done() : new Outcome.Refused(answer);
        } catch (IOException e) {
            return new Outcome.Refused("no helper at " + helper + ": " + e.getMessage());
        }
    }

    /** A channel has no time-out of its own: a selector waits. */
    private String read(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        var buffer = ByteBuffer.allocate(LONGEST_ANSWER);
        long end = System.nanoTime() + deadline.toNanos();
        try (var selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            while (buffer.hasRemaining()) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0 || selector.select(left) == 0) {
                    throw new IOException("no answer in " + deadline.toMillis() + " ms");
                }
                selector.selectedKeys().clear();
                if (channel.read(buffer) < 0 || buffer.get(buffer.position() - 1) == '\n') {
                    break;
                }
            }
        }
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII).strip();
    }
}
