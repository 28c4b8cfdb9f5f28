package io.carillon.sip.transport;

import io.carillon.sip.peer.OpenSsl;
import io.carillon.sip.transaction.SipStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** openssl s_client as a peer: what is sent goes to our stack, what it says is what it saw. */
final class SecureClient implements AutoCloseable {
    private final Process process;
    private final StringBuffer said = new StringBuffer();
    private final Thread reader;

    private SecureClient(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    static SecureClient connect(SipStack server, OpenSsl authority, String... more) throws IOException {
        var command = new ArrayList<>(List.of(
                "openssl",
                "s_client",
                "-ign_eof",
                "-connect",
                Addresses.text(server.address(Stacks.WIRE, Transport.TLS)),
                "-CAfile",
                authority.trust().toString()));
        command.addAll(List.of(more));
        return new SecureClient(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private void read() {
        var buffer = new byte[4_096];
        try {
            for (int n = process.getInputStream().read(buffer);
                    n >= 0;
                    n = process.getInputStream().read(buffer)) {
                synchronized (said) {
                    said.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                    said.notifyAll();
                }
            }
        } catch (IOException e) {
            said.append(e.getMessage());
        }
        synchronized (said) {
            said.append("\n[end]");
            said.notifyAll();
        }
    }

    void send(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Waits until the text was said; false once the handshake is over, or the end has come, without it. */
    boolean saysUntil(String text) throws InterruptedException {
        long end = System.nanoTime() + 10_000_000_000L;
        synchronized (said) {
            while (said.indexOf(text) < 0 && System.nanoTime() < end) {
                boolean over = said.indexOf("[end]") >= 0
                        || text.startsWith("subject") && said.indexOf("Verify return code") >= 0;
                if (over) {
                    return false;
                }
                said.wait(100);
            }
            return said.indexOf(text) >= 0;
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        reader.join(2_000);
    }
}
