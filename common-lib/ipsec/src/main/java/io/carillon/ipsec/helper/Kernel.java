package io.carillon.ipsec.helper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Runs {@code ip -batch -}. */
interface Kernel {
    /** @param all go on behind a line that fails. @throws IOException if a line failed; its message holds no key */
    void run(String batch, boolean all) throws IOException;

    /** The kernel of this network namespace, by iproute2. */
    static Kernel byIproute() {
        return (batch, all) -> {
            var command = all ? new String[] {"ip", "-force", "-batch", "-"} : new String[] {"ip", "-batch", "-"};
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var input = process.getOutputStream()) {
                input.write(batch.getBytes(StandardCharsets.US_ASCII));
            }
            try {
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IOException("ip does not end");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("stopped", e);
            }
            if (process.exitValue() != 0 && !all) {
                throw new IOException(
                        reason(new String(process.getInputStream().readNBytes(2_000), StandardCharsets.UTF_8)));
            }
        };
    }

    /** The kernel's own words only: iproute2 repeats arguments, and a key is one. */
    private static String reason(String output) {
        return output.lines()
                .filter(line -> line.startsWith("RTNETLINK answers: ") || line.startsWith("Error: "))
                .filter(line -> !line.contains("0x"))
                .findFirst()
                .orElse("ip failed");
    }
}
