package io.carillon.hss.xml;

import io.carillon.hss.subscriber.ImplicitSet;
import io.carillon.hss.subscriber.ProfileVersion;
import io.carillon.hss.subscriber.ServiceProfiles;
import io.carillon.hss.subscriber.Subscription;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Cx User-Data of many subscribers: what they have in common is written once for each version of a service profile. */
public final class UserProfiles {
    private static final int MOST = 1_000;

    private final ServiceProfiles profiles;
    private final Map<ProfileVersion, String> written = new ConcurrentHashMap<>();

    public UserProfiles(ServiceProfiles profiles) {
        this.profiles = profiles;
    }

    /** The user's data of the set that a command is about; the default identity comes first. */
    public String write(Subscription subscription, ImplicitSet set) {
        return UserProfile.write(subscription.impi(), set, identity -> services(subscription.profileOf(identity)));
    }

    private String services(ProfileVersion version) {
        String known = written.get(version);
        if (known != null) {
            return known;
        }
        String fresh = UserProfile.services(profiles.of(version));
        if (written.size() >= MOST) {
            written.clear();
        }
        written.put(version, fresh);
        return fresh;
    }
}
