package io.carillon.bench.chain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** What a Redis on this machine holds, as it says itself. */
record RedisMemory(int port) {
    private static final String USED = "used_memory:";
    private static final int PATIENCE_MILLIS = 5_000;

    long bytes() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write("INFO memory\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (String line; (line = lines.readLine()) != null; ) {
                if (line.startsWith(USED)) {
                    return Long.parseLong(line.substring(USED.length()).strip());
                }
            }
        }
        throw new IOException("Redis does not say what it holds");
    }
}
