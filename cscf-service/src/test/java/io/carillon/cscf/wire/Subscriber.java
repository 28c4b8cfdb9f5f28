package io.carillon.cscf.wire;

import io.carillon.diameter.cx.ChargingInformation;
import io.carillon.diameter.cx.CxAnswer;
import io.carillon.diameter.cx.ScscfRestorationInfo;
import io.carillon.identity.WildcardedIdentity;
import io.carillon.identity.aka.AkaVector;
import io.carillon.identity.aka.Milenage;
import io.carillon.identity.aka.Sqn;
import io.carillon.sip.auth.Algorithm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A subscriber of the {@link FakeHss}; each test makes its own, under a name of its own. */
final class Subscriber {
    private static final AtomicInteger COUNT = new AtomicInteger();
    static final byte[] K = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    static final byte[] OPC = "fedcba9876543210".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    final String name;
    final String impi;
    String impu;
    final String tel;
    final String password = "secret";
    final boolean aka;
    volatile Sqn sqn = new Sqn(1 << 10);
    volatile UserData profile;
    volatile Optional<String> scscf = Optional.empty();
    volatile boolean registered;
    /** What the HSS has a hash for. */
    volatile List<Algorithm> algorithms = List.of(Algorithm.MD5);

    /** The second hash stands beside the first, as an alternate. */
    volatile boolean alternate;

    /** Contacts in the HSS's keeping (TS 23.380). */
    volatile Optional<ScscfRestorationInfo> kept = Optional.empty();

    volatile Optional<ChargingInformation> charging = Optional.empty();

    volatile Optional<String> wildcard = Optional.empty();

    volatile boolean servicesWhileUnregistered;
    /** What the HSS answers to requests of a kind, whatever it knows. */
    final Map<Class<?>, CxAnswer> wrongly = new ConcurrentHashMap<>();

    /** The HSS does not answer requests about this user. */
    volatile boolean silent;
    /** It answers these too late. */
    volatile Class<?> lateTo = Void.class;

    private Subscriber(String name, boolean aka) {
        int number = COUNT.incrementAndGet();
        this.name = name + "-" + number;
        this.impi = this.name + "@" + Cluster.HOME;
        this.impu = "sip:" + this.name + "@" + Cluster.HOME;
        this.tel = "tel:+4930%06d".formatted(number);
        this.aka = aka;
        this.profile = UserData.of(impi).identity(impu).identity(tel);
    }

    static Subscriber digest(String name) {
        return new Subscriber(name, false);
    }

    static Subscriber aka(String name) {
        return new Subscriber(name, true);
    }

    /** The HSS's state after it has ended the registration. */
    void isNotRegistered() {
        registered = false;
        scscf = Optional.empty();
        kept = Optional.empty();
    }

    AkaVector nextVector(byte[] rand) {
        sqn = sqn.next();
        return AkaVector.generate(new Milenage(K, OPC), sqn, new byte[] {(byte) 0x80, 0}, rand);
    }

    /** Has the other's public identities. */
    Subscriber shares(Subscriber other) {
        profile = UserData.of(impi).identity(other.impu).identity(other.tel);
        impu = other.impu;
        return this;
    }

    boolean has(String publicIdentity) {
        return profile.impus.contains(publicIdentity)
                || wildcard.flatMap(WildcardedIdentity::parse)
                        .filter(each -> publicIdentity.matches(each.regularExpression()))
                        .isPresent();
    }
}
