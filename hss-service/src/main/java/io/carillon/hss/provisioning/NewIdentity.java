package io.carillon.hss.provisioning;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.carillon.hss.subscriber.IdentityKind;
import io.carillon.hss.subscriber.PublicIdentity;
import io.carillon.identity.Impu;
import io.carillon.identity.WildcardedIdentity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A public identity as it is ordered; in JSON a string will do.
 *
 * @param set the implicit registration set it belongs to; 0 when not given
 */
public record NewIdentity(
        @Schema(example = "sip:alice@ims.mnc001.mcc001.3gppnetwork.org") @Nullable
        String impu,

        @Nullable Boolean barred,
        @Nullable String displayName,
        @Nullable Integer set,

        @Schema(
                description = "WILDCARDED_PSI and WILDCARDED_IMPU have an expression between exclamation marks",
                defaultValue = "PUBLIC_USER")
        @Nullable
        IdentityKind kind,

        @Schema(description = "the service profile of this identity alone; the subscription's when not given") @Nullable
        String profile) {

    static final int LONGEST = 255;

    @JsonCreator
    public NewIdentity {}

    /** Just the URI. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public NewIdentity(String impu) {
        this(impu, null, null, null, null, null);
    }

    int setNumber() {
        int number = set == null ? 0 : set;
        if (number < 0) {
            throw new IllegalArgumentException("set must not be below 0");
        }
        return number;
    }

    PublicIdentity checked() {
        if (impu == null || impu.isBlank()) {
            throw new IllegalArgumentException("impus holds an entry without impu: give a SIP or tel URI");
        }
        IdentityKind of = kind == null ? IdentityKind.PUBLIC_USER : kind;
        Impu identity = Impu.parse(of.isWildcarded() ? WildcardedIdentity.escaped(impu.strip()) : impu.strip());
        if (identity.value().length() > LONGEST || (displayName != null && displayName.length() > LONGEST)) {
            throw new IllegalArgumentException("impu and displayName have " + LONGEST + " characters at most");
        }
        if (of.isWildcarded()) {
            expression(identity);
        }
        return new PublicIdentity(
                identity,
                Boolean.TRUE.equals(barred),
                Optional.ofNullable(displayName).filter(name -> !name.isBlank()),
                of,
                Optional.ofNullable(profile).filter(name -> !name.isBlank()));
    }

    private static void expression(Impu identity) {
        WildcardedIdentity wildcard = WildcardedIdentity.parse(identity.value())
                .orElseThrow(() -> new IllegalArgumentException(
                        identity + " has no expression between exclamation marks, as in sip:chat!.*!@home"));
        try {
            Pattern.compile(wildcard.regularExpression());
        } catch (PatternSyntaxException unknown) {
            throw new IllegalArgumentException(
                    identity + " is not a regular expression: " + unknown.getMessage(), unknown);
        }
    }
}
