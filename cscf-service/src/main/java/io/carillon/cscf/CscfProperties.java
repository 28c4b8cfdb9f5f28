package io.carillon.cscf;

import io.carillon.cscf.scscf.Authentication.Bundled;
import io.carillon.sip.auth.Algorithm;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The CSCF's own settings.
 *
 * @param minExpires the shortest registration that is taken, seconds; below it 423
 * @param defaultExpires what a REGISTER without a lifetime gets, seconds
 * @param maxExpires the longest that is granted, seconds
 * @param hssDeadline how long a Cx answer may take
 * @param enumDeadline how long an ENUM answer may take
 * @param enumSuffix the tree of numbers
 * @param challengeAgain after this time even a refresh through a security association is challenged
 * @param digestAlgorithms what users with a password are offered, as far as strangers can see: a user who does not exist
 *     is offered the same
 * @param bundledAuthentication if users may register by their access alone, NASS or GIBA: only behind P-CSCFs and access
 *     networks that nobody can lie to (TS 33.203 Annexes R and T)
 * @param failures how many failed authentications are let pass before nobody is
 * @param capabilities of this cluster's S-CSCF (TS 29.228 §6.7)
 * @param others S-CSCFs besides this cluster's, which the I-CSCF may choose
 * @param remembered registrations, and as many sessions, that are not read from the store with each of their requests
 * @param records if a charging record is written of each session and user served in it
 * @param sharedCriteria XML files of shared iFC sets, by SharedIFCSetID (TS 29.228 §B.2.1)
 * @param mediaProfiles what users may send, by SubscribedMediaProfileId (TS 29.228 §B.2.1A)
 */
@Validated
@ConfigurationProperties("carillon.cscf")
public record CscfProperties(
        @DefaultValue("60") @Min(1) long minExpires,
        @DefaultValue("3600") @Min(1) long defaultExpires,
        @DefaultValue("86400") @Min(1) long maxExpires,
        @DefaultValue("4s") Duration hssDeadline,
        @DefaultValue("2s") Duration enumDeadline,
        @DefaultValue("e164.arpa") String enumSuffix,
        @DefaultValue("1d") Duration challengeAgain,
        @DefaultValue("MD5") Set<Algorithm> digestAlgorithms,
        @DefaultValue Set<Bundled> bundledAuthentication,
        @DefaultValue Failures failures,
        @DefaultValue List<Long> capabilities,
        @DefaultValue List<Other> others,
        @DefaultValue("10000") @Min(1) int remembered,
        @DefaultValue("true") boolean records,
        @DefaultValue Map<Integer, Path> sharedCriteria,
        @DefaultValue Map<Integer, Media> mediaProfiles) {
    /**
     * What a media profile allows.
     *
     * @param media kinds, such as audio
     * @param codecs of RTP by their encoding names; empty for all
     */
    public record Media(
            @DefaultValue Set<String> media, @DefaultValue Set<String> codecs) {}

    /** Another S-CSCF by its SIP URI. */
    public record Other(String name, @DefaultValue List<Long> capabilities) {}

    /**
     * @param ofIdentity of one private identity
     * @param ofSource from one address, behind which many phones may be
     * @param within the time that is looked at, and that a lock lasts
     */
    public record Failures(
            @DefaultValue("10") @Min(1) int ofIdentity,
            @DefaultValue("100") @Min(1) int ofSource,
            @DefaultValue("5m") Duration within) {}
}
