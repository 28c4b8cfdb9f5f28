package io.carillon.hss.provisioning;

import io.carillon.hss.auth.Credentials;
import io.carillon.hss.subscriber.AkaAlgorithm;
import io.carillon.identity.Impi;
import io.carillon.identity.aka.Milenage;
import io.carillon.identity.aka.Tuak;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The credentials in an order: a password, or the keys of a USIM with Milenage or TUAK, or none. */
record NewCredentials(AddSubscriber order, Impi owner, String homeDomain, Faults faults) {
    private static final String AMF = "8000";

    Optional<Credentials> read() {
        boolean usim = Stream.of(order.ki(), order.opc(), order.op(), order.topc(), order.top())
                .anyMatch(Objects::nonNull);
        if (order.password() != null) {
            return password(order.password(), usim);
        }
        if (!usim) {
            return Optional.empty();
        }
        return order.algorithm() == AkaAlgorithm.TUAK ? tuak() : milenage();
    }

    private Optional<Credentials> password(String password, boolean usim) {
        if (usim) {
            faults.add("password", "give either password (for SIP digest) or ki with opc or op (for IMS-AKA)");
            return Optional.empty();
        }
        if (password.isEmpty()) {
            faults.add("password", "password is empty");
            return Optional.empty();
        }
        return Optional.of(Credentials.DigestHa1.of(owner, homeDomain, password));
    }

    private Optional<Credentials> milenage() {
        String ki = order.ki();
        if (ki == null || (order.opc() == null) == (order.op() == null)) {
            faults.add(
                    ki == null ? "ki" : "opc", "for IMS-AKA give ki and either opc or op, 32 hexadecimal digits each");
            return Optional.empty();
        }
        foreign("topc", order.topc(), order.top());
        Optional<byte[]> k = bytes("ki", ki, 16);
        Optional<byte[]> given = order.opc() == null ? bytes("op", order.op(), 16) : bytes("opc", order.opc(), 16);
        Optional<byte[]> amf = amf();
        if (k.isEmpty() || given.isEmpty() || amf.isEmpty()) {
            return Optional.empty();
        }
        byte[] opc = order.opc() == null ? Milenage.opc(k.get(), given.get()) : given.get();
        return Optional.of(new Credentials.AkaKeys(k.get(), opc, amf.get()));
    }

    private Optional<Credentials> tuak() {
        String ki = order.ki();
        if (ki == null || (order.topc() == null) == (order.top() == null)) {
            faults.add(ki == null ? "ki" : "topc", "for TUAK give ki and either topc or top, which have 64 digits");
            return Optional.empty();
        }
        foreign("opc", order.opc(), order.op());
        int iterations = Objects.requireNonNullElse(order.keccakIterations(), 1);
        int res = Objects.requireNonNullElse(order.resBytes(), Tuak.Sizes.USUAL.res());
        Optional<byte[]> k = bytes("ki", ki, ki.strip().length() == 64 ? 32 : 16);
        Optional<byte[]> given = order.topc() == null ? bytes("top", order.top(), 32) : bytes("topc", order.topc(), 32);
        Optional<byte[]> amf = amf();
        if (!List.of(4, 8, 16).contains(res)) {
            faults.add("resBytes", "resBytes is 4, 8 or 16 (TS 33.102 §6.3.7)");
        } else if (iterations < 1 || iterations > 255) {
            faults.add("keccakIterations", "keccakIterations is 1 to 255");
        } else if (k.isPresent() && given.isPresent() && amf.isPresent()) {
            byte[] topc = order.topc() == null ? Tuak.topc(k.get(), given.get(), iterations) : given.get();
            return Optional.of(new Credentials.TuakKeys(k.get(), topc, amf.get(), res, iterations));
        }
        return Optional.empty();
    }

    private void foreign(String field, @Nullable String one, @Nullable String other) {
        if (one != null || other != null) {
            faults.add(field, field + " is of the other algorithm: opc and op are Milenage's, topc and top TUAK's");
        }
    }

    private Optional<byte[]> amf() {
        return bytes("amf", Objects.requireNonNullElse(order.amf(), AMF), 2);
    }

    private Optional<byte[]> bytes(String field, @Nullable String digits, int length) {
        return faults.check(field, () -> Hex.bytes(field, Objects.requireNonNull(digits), length));
    }
}
