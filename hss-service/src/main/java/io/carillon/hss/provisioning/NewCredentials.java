package io.carillon.hss.provisioning;

import io.carillon.hss.auth.Credentials;
import io.carillon.hss.subscriber.AkaAlgorithm;
import io.carillon.hss.subscriber.DigestAlgorithm;
import io.carillon.hss.subscriber.Scheme;
import io.carillon.identity.Impi;
import io.carillon.identity.aka.Milenage;
import io.carillon.identity.aka.Tuak;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The credentials in an order: a password, or the keys of a USIM with Milenage or TUAK, or none. */
record NewCredentials(AddSubscriber order, Impi owner, String homeDomain, Faults faults) {
    private static final String AMF = "8000";
    private static final int LONGEST_LINE = 128;
    /** Many a phone gives up at a challenge that it does not know, whatever follows it. */
    private static final List<DigestAlgorithm> USUAL = List.of(DigestAlgorithm.MD5);

    Optional<Credentials> read() {
        boolean usim = Stream.of(order.ki(), order.opc(), order.op(), order.topc(), order.top())
                .anyMatch(Objects::nonNull);
        if (order.lineIdentifier() != null || order.ipAddress() != null) {
            return place(usim || order.password() != null);
        }
        if (order.password() != null) {
            return password(order.password(), usim);
        }
        if (order.digestAlgorithms() != null) {
            faults.add("digestAlgorithms", "digestAlgorithms are of a password: give it too, as it is stored hashed");
        }
        if (!usim) {
            return Optional.empty();
        }
        return order.algorithm() == AkaAlgorithm.TUAK ? tuak() : milenage();
    }

    private Optional<Credentials> place(boolean others) {
        if (others || order.lineIdentifier() != null && order.ipAddress() != null) {
            faults.add("lineIdentifier", "give either lineIdentifier, ipAddress, password or ki");
            return Optional.empty();
        }
        if (order.ipAddress() != null) {
            return faults.check("ipAddress", () -> InetAddress.ofLiteral(order.ipAddress()))
                    .map(address -> new Credentials.Place(Scheme.EARLY_IMS, address.getHostAddress()));
        }
        String line = Objects.requireNonNull(order.lineIdentifier()).strip();
        if (line.isEmpty() || line.length() > LONGEST_LINE) {
            faults.add("lineIdentifier", "lineIdentifier has 1 to " + LONGEST_LINE + " characters");
            return Optional.empty();
        }
        return Optional.of(new Credentials.Place(Scheme.NASS_BUNDLED, line));
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
        List<DigestAlgorithm> algorithms = Objects.requireNonNullElse(order.digestAlgorithms(), USUAL);
        if (algorithms.isEmpty()) {
            faults.add("digestAlgorithms", "digestAlgorithms is empty: leave it out for MD5");
            return Optional.empty();
        }
        return Optional.of(Credentials.DigestHa1.of(owner, homeDomain, password, EnumSet.copyOf(algorithms)));
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
