package io.carillon.suite;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What stands in the house's Redis, whoever wrote it. */
final class Stored implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final RedisClient client;
    private final RedisCommands<String, String> redis;

    Stored(int port) {
        client = RedisClient.create(RedisURI.create("127.0.0.1", port));
        redis = client.connect().sync();
    }

    /** The values under a key that begins so, if the key or the value names this call. */
    List<JsonNode> ofCall(String prefix, String callId) {
        return redis.keys(prefix + "*").stream()
                .flatMap(key -> Stream.ofNullable(redis.get(key))
                        .filter(value -> value.startsWith("{") && (key + value).contains(callId)))
                .map(JSON::readTree)
                .toList();
    }

    /** The keys of calls, but for the word that one has ended, which nodes may ask for. */
    List<String> calls(String prefix) {
        return redis.keys(prefix + "*").stream()
                .filter(key -> !redis.type(key).equals("string") || !"ended".equals(redis.get(key)))
                .toList();
    }

    /** How many are planned to be looked at. */
    long waiting(String plan) {
        return redis.zcard(plan);
    }

    /** The contacts that are registered for an identity. */
    List<JsonNode> contacts(String impu) {
        return redis.hgetall("cscf:reg:" + impu).entrySet().stream()
                .filter(field -> field.getKey().startsWith("c:"))
                .map(field -> JSON.readTree(field.getValue()))
                .toList();
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
