package io.carillon.hss.provisioning;

import io.carillon.hss.auth.Credentials;
import io.carillon.hss.auth.Vault;
import io.carillon.hss.subscriber.Capabilities;
import io.carillon.hss.subscriber.NewSubscriber;
import io.carillon.hss.subscriber.PublicIdentity;
import io.carillon.hss.subscriber.Scheme;
import io.carillon.hss.subscriber.SealedSecret;
import io.carillon.hss.subscriber.ServiceProfile;
import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import io.carillon.identity.aka.Milenage;
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

        @Schema(description = "for IMS-AKA, 32 hexadecimal digits", accessMode = Schema.AccessMode.WRITE_ONLY) @Nullable
        String ki,

        @Schema(description = "32 hexadecimal digits", accessMode = Schema.AccessMode.WRITE_ONLY) @Nullable
        String opc,

        @Schema(description = "instead of opc, 32 hexadecimal digits", accessMode = Schema.AccessMode.WRITE_ONLY)
        @Nullable
        String op,

        @Schema(description = "4 hexadecimal digits", defaultValue = "8000") @Nullable
        String amf,

        @Schema(description = "the last sequence number used, 12 hexadecimal digits", defaultValue = "000000000000")
        @Nullable
        String sqn,

        @Schema(defaultValue = "default") @Nullable String profile,
        @Nullable List<Integer> mandatoryCapabilities,
        @Nullable List<Integer> optionalCapabilities) {

    private static final String AMF = "8000";
    private static final String FIRST_SQN = "000000000000";

    /** Checked, and with its credentials sealed; IllegalArgumentException says what to mend. */
    NewSubscriber checked(String homeDomain, Vault vault) {
        if (impi == null || impi.isBlank()) {
            throw new IllegalArgumentException(
                    "impi is missing: give the private identity, such as 001010000000001@" + homeDomain);
        }
        Impi privateIdentity = Impi.parse(impi.strip());
        Credentials credentials = credentials(privateIdentity, homeDomain);
        boolean digest = credentials.scheme() == Scheme.DIGEST;
        return new NewSubscriber(
                privateIdentity,
                sets(),
                new SealedSecret(
                        credentials.scheme(),
                        vault.seal(privateIdentity, credentials),
                        digest ? Optional.of(homeDomain) : Optional.empty()),
                Sqn.of(Hex.bytes("sqn", Objects.requireNonNullElse(sqn, FIRST_SQN), 6)),
                new Capabilities(
                        numbers("mandatoryCapabilities", mandatoryCapabilities),
                        numbers("optionalCapabilities", optionalCapabilities)),
                Objects.requireNonNullElse(profile, ServiceProfile.DEFAULT));
    }

    private Credentials credentials(Impi privateIdentity, String homeDomain) {
        boolean aka = ki != null || opc != null || op != null;
        if (aka == (password != null)) {
            throw new IllegalArgumentException(
                    "give either password (for SIP digest) or ki with opc or op (for IMS-AKA)");
        }
        if (password != null) {
            if (password.isEmpty()) {
                throw new IllegalArgumentException("password is empty");
            }
            return Credentials.DigestHa1.of(privateIdentity, homeDomain, password);
        }
        if (ki == null || (opc == null) == (op == null)) {
            throw new IllegalArgumentException("for IMS-AKA give ki and either opc or op, 32 hexadecimal digits each");
        }
        byte[] k = Hex.bytes("ki", ki, 16);
        byte[] operator = opc == null
                ? Milenage.opc(k, Hex.bytes("op", Objects.requireNonNull(op), 16))
                : Hex.bytes("opc", opc, 16);
        return new Credentials.AkaKeys(k, operator, Hex.bytes("amf", Objects.requireNonNullElse(amf, AMF), 2));
    }

    private Map<Integer, List<PublicIdentity>> sets() {
        List<NewIdentity> given = impus == null ? List.of() : impus;
        var seen = new HashSet<Impu>();
        var sets = new LinkedHashMap<Integer, List<PublicIdentity>>();
        for (NewIdentity each : given) {
            PublicIdentity identity = each.checked();
            if (!seen.add(identity.impu())) {
                throw new IllegalArgumentException("impus holds " + identity.impu() + " twice");
            }
            sets.merge(each.setNumber(), List.of(identity), AddSubscriber::joined);
        }
        if (seen.stream().allMatch(Impu::isTel)) {
            throw new IllegalArgumentException(
                    "impus holds no SIP URI: give at least one, such as sip:alice@home (TS 23.228 §4.3.3.2)");
        }
        return sets;
    }

    private static List<PublicIdentity> joined(List<PublicIdentity> some, List<PublicIdentity> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static List<Integer> numbers(String name, @Nullable List<Integer> given) {
        List<Integer> numbers = given == null ? List.of() : given;
        if (numbers.size() > 20 || numbers.stream().anyMatch(each -> each == null || each < 0)) {
            throw new IllegalArgumentException(name + " holds up to 20 numbers, none below 0");
        }
        return numbers;
    }

    @Override
    public String toString() {
        return "AddSubscriber[impi=" + impi + ", impus=" + impus + ']';
    }
}
