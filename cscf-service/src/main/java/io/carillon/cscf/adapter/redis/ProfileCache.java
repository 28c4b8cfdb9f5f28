package io.carillon.cscf.adapter.redis;

import io.carillon.cscf.ifc.SharedCriteria;
import io.carillon.cscf.ifc.UserProfile;
import io.carillon.cscf.ifc.UserProfileReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Profiles that were read before: each is stored once and looked at by every request of its user. */
final class ProfileCache {
    private static final int KEPT = 10_000;

    private final Map<String, UserProfile> read = Collections.synchronizedMap(new LinkedHashMap<>(1_024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, UserProfile> eldest) {
            return size() > KEPT;
        }
    });

    private final SharedCriteria shared;

    ProfileCache(SharedCriteria shared) {
        this.shared = shared;
    }

    UserProfile of(String userData) {
        var known = read.get(userData);
        if (known != null) {
            return known;
        }
        var fresh = shared.in(UserProfileReader.read(userData.getBytes(StandardCharsets.UTF_8)));
        read.put(userData, fresh);
        return fresh;
    }
}
