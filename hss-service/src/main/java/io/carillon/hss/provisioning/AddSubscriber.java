package io.carillon.hss.provisioning;

import io.carillon.hss.auth.Credentials;
import io.carillon.hss.auth.Vault;
import io.carillon.hss.subscriber.AkaAlgorithm;
import io.carillon.hss.subscriber.Capabilities;
import io.carillon.hss.subscriber.DigestAlgorithm;
import io.carillon.hss.subscriber.NewSubscriber;
import io.carillon.hss.subscriber.PublicIdentity;
import io.carillon.hss.subscriber.Scheme;
import io.carillon.hss.subscriber.SealedSecret;
import io.carillon.hss.subscriber.ServiceProfile;
import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import io.carillon.identity.aka.Sqn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber as it is ordered. The credentials go in and never come out again.
 *
 * @param impi the private identity
 * @param impus the public identities; the first that is not barred is the default one
 */
public record AddSubscriber(
        @Schema(example = "001010000000001@ims.mnc001.mcc001.3gppnetwork.org") @Nullable
        String impi,

        @Nullable List<NewIdentity> impus,

        @Schema(description = "for SIP digest", accessMode = Schema.AccessMode.WRITE_ONLY) @Nullable
        String password,

        @Schema(
                description = "what the password may be proven with (RFC 8760); the strongest is offered first",
                defaultValue = "[\"MD5\"]")
        @Nullable
        List<DigestAlgorithm> digestAlgorithms,

        @Schema(
                description =
                        "instead of credentials: who registers from this line is this user (NASS-bundled), where the"
                                + " S-CSCF allows it")
        @Nullable
        String lineIdentifier,

        @Schema(
                description = "instead of credentials: who registers from this address is this user (GPRS-IMS-bundled),"
                        + " where the S-CSCF allows it")
        @Nullable
        String ipAddress,

        @Schema(description = "of the USIM", defaultValue = "MILENAGE") @Nullable
        AkaAlgorithm algorithm,

        @Schema(
                description = "for IMS-AKA, 32 hexadecimal digits; for TUAK, 32 or 64",
                accessMode = Schema.AccessMode.WRITE_ONLY)
        @Nullable
        String ki,

        @Schema(description = "32 hexadecimal digits", accessMode = Schema.AccessMode.WRITE_ONLY) @Nullable
        String opc,

        @Schema(description = "instead of opc, 32 hexadecimal digits", accessMode = Schema.AccessMode.WRITE_ONLY)
        @Nullable
        String op,

        @Schema(description = "for TUAK, 64 hexadecimal digits", accessMode = Schema.AccessMode.WRITE_ONLY) @Nullable
        String topc,

        @Schema(description = "instead of topc, 64 hexadecimal digits", accessMode = Schema.AccessMode.WRITE_ONLY)
        @Nullable
        String top,

        @Schema(description = "4 hexadecimal digits", defaultValue = "8000") @Nullable
        String amf,

        @Schema(description = "of TUAK: 4, 8 or 16", defaultValue = "8") @Nullable
        Integer resBytes,

        @Schema(description = "of TUAK", defaultValue = "1") @Nullable
        Integer keccakIterations,

        @Schema(description = "the last sequence number used, 12 hexadecimal digits", defaultValue = "000000000000")
        @Nullable
        String sqn,

        @Schema(defaultValue = "default") @Nullable String profile,

        @Nullable List<Integer> mandatoryCapabilities,

        @Nullable List<Integer> optionalCapabilities) {
    private static final int MOST_NUMBERS = 20;
    private static final int MOST_IDENTITIES = 200;

    /** The same order for the subscriber that a path names. */
    AddSubscriber to(String named) {
        if (impi != null && !Impi.parse(impi.strip()).equals(Impi.parse(named))) {
            throw new IllegalArgumentException("impi is not that of the path; leave it out");
        }
        return new AddSubscriber(
                named,
                impus,
                password,
                digestAlgorithms,
                lineIdentifier,
                ipAddress,
                algorithm,
                ki,
                opc,
                op,
                topc,
                top,
                amf,
                resBytes,
                keccakIterations,
                sqn,
                profile,
                mandatoryCapabilities,
                optionalCapabilities);
    }

    /** Checked, with credentials; {@link InvalidOrder} says what to mend. */
    NewSubscriber complete(String homeDomain, Vault vault) {
        return checked(homeDomain, vault, true);
    }

    /** Checked, perhaps without credentials, for a subscriber that has them already. */
    NewSubscriber checked(String homeDomain, Vault vault) {
        return checked(homeDomain, vault, false);
    }

    private NewSubscriber checked(String homeDomain, Vault vault, boolean complete) {
        var faults = new Faults();
        Optional<Impi> owner = faults.check("impi", () -> privateIdentity(homeDomain));
        Map<Integer, List<PublicIdentity>> sets = sets(faults);
        Optional<Credentials> credentials =
                new NewCredentials(this, owner.orElse(new Impi("nobody@" + homeDomain)), homeDomain, faults).read();
        boolean none = Stream.of(password, lineIdentifier, ipAddress, ki, opc, op, topc, top)
                .allMatch(Objects::isNull);
        if (complete && none) {
            faults.add("password", "give either password (for SIP digest) or ki with opc or op (for IMS-AKA)");
        }
        Optional<Sqn> number = Optional.ofNullable(sqn)
                .flatMap(given -> faults.check("sqn", () -> Sqn.of(Hex.bytes("sqn", given, 6))));
        List<Integer> mandatory = numbers("mandatoryCapabilities", mandatoryCapabilities, faults);
        List<Integer> optional = numbers("optionalCapabilities", optionalCapabilities, faults);
        faults.raise();
        Impi impiOwner = owner.orElseThrow();
        return new NewSubscriber(
                impiOwner,
                sets,
                credentials.map(each -> sealed(impiOwner, each, homeDomain, vault)),
                credentials.flatMap(AddSubscriber::kind),
                number,
                new Capabilities(mandatory, optional),
                Objects.requireNonNullElse(profile, ServiceProfile.DEFAULT));
    }

    private Impi privateIdentity(String homeDomain) {
        if (impi == null || impi.isBlank()) {
            throw new IllegalArgumentException(
                    "impi is missing: give the private identity, such as 001010000000001@" + homeDomain);
        }
        Impi parsed = Impi.parse(impi.strip());
        if (parsed.value().length() > NewIdentity.LONGEST) {
            throw new IllegalArgumentException("impi has " + NewIdentity.LONGEST + " characters at most");
        }
        return parsed;
    }

    private static SealedSecret sealed(Impi owner, Credentials credentials, String homeDomain, Vault vault) {
        boolean digest = credentials.scheme() == Scheme.DIGEST;
        return new SealedSecret(
                credentials.scheme(),
                vault.seal(owner, credentials),
                digest ? Optional.of(homeDomain) : Optional.empty());
    }

    private static Optional<AkaAlgorithm> kind(Credentials credentials) {
        return switch (credentials) {
            case Credentials.AkaKeys milenage -> Optional.of(AkaAlgorithm.MILENAGE);
            case Credentials.TuakKeys tuak -> Optional.of(AkaAlgorithm.TUAK);
            case Credentials.DigestHa1 digest -> Optional.empty();
            case Credentials.Place place -> Optional.empty();
        };
    }

    private Map<Integer, List<PublicIdentity>> sets(Faults faults) {
        List<NewIdentity> given = impus == null ? List.of() : impus;
        if (given.size() > MOST_IDENTITIES) {
            faults.add("impus", "impus holds more than " + MOST_IDENTITIES + " identities");
            return Map.of();
        }
        var seen = new HashSet<Impu>();
        var sets = new LinkedHashMap<Integer, List<PublicIdentity>>();
        for (int i = 0; i < given.size(); i++) {
            NewIdentity each = given.get(i);
            faults.check("impus[" + i + "]", () -> {
                PublicIdentity identity = each.checked();
                if (!seen.add(identity.impu())) {
                    throw new IllegalArgumentException("impus holds " + identity.impu() + " twice");
                }
                return sets.merge(each.setNumber(), List.of(identity), AddSubscriber::joined);
            });
        }
        if (seen.stream().allMatch(Impu::isTel)) {
            faults.add(
                    "impus", "impus holds no SIP URI: give at least one, such as sip:alice@home (TS 23.228 §4.3.3.2)");
        }
        return sets;
    }

    private static List<PublicIdentity> joined(List<PublicIdentity> some, List<PublicIdentity> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static List<Integer> numbers(String name, @Nullable List<Integer> given, Faults faults) {
        List<Integer> numbers = given == null ? List.of() : given;
        if (numbers.size() > MOST_NUMBERS || numbers.stream().anyMatch(each -> each == null || each < 0)) {
            faults.add(name, name + " holds up to " + MOST_NUMBERS + " numbers, none below 0");
            return List.of();
        }
        return numbers;
    }

    @Override
    public String toString() {
        return "AddSubscriber[impi=" + impi + ", impus=" + impus + ']';
    }
}
