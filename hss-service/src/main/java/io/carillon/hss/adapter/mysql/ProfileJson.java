package io.carillon.hss.adapter.mysql;

import io.carillon.hss.subscriber.ServiceProfile;
import tools.jackson.databind.json.JsonMapper;

/** A service profile as its column holds it. */
final class ProfileJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ProfileJson() {}

    static String write(ServiceProfile profile) {
        return JSON.writeValueAsString(profile);
    }

    static ServiceProfile read(String criteria) {
        return JSON.readValue(criteria, ServiceProfile.class);
    }
}
