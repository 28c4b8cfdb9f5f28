package io.carillon.hss.subscriber;

/** The service profiles, by what a subscription says it has. */
public interface ServiceProfiles {

    /** The profile, or a newer one if it was changed since the subscription was read. */
    ServiceProfile of(ProfileVersion version);
}
