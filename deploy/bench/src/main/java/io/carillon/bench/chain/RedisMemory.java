package io.carillon.bench.chain;

import java.io.IOException;

/** What a Redis on this machine holds, as it says itself. */
record RedisMemory(int port) {
    private static final String USED = "used_memory:";

    long bytes() throws IOException {
        try (var redis = new Redis(port)) {
            return redis.text("INFO", "memory")
                    .lines()
                    .filter(line -> line.startsWith(USED))
                    .map(line -> Long.parseLong(line.substring(USED.length()).strip()))
                    .findFirst()
                    .orElseThrow(() -> new IOException("Redis does not say what it holds"));
        }
    }
}
