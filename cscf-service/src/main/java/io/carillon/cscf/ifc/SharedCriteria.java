package io.carillon.cscf.ifc;

import io.carillon.cscf.ifc.UserProfile.ServiceProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets of criteria that profiles name instead of carrying them (shared iFC sets, TS 29.228 §B.2.1). */
public final class SharedCriteria {
    private static final Logger LOG = LoggerFactory.getLogger(SharedCriteria.class);

    private final Map<Integer, List<FilterCriterion>> sets;

    private SharedCriteria(Map<Integer, List<FilterCriterion>> sets) {
        this.sets = Map.copyOf(sets);
    }

    /**
     * @param files an XML document for each set, whatever its root, with InitialFilterCriteria as in a service profile
     * @throws IllegalArgumentException if one cannot be read: better no node than one without services
     */
    public static SharedCriteria read(Map<Integer, Path> files) {
        return new SharedCriteria(
                files.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> set(each.getValue()))));
    }

    private static List<FilterCriterion> set(Path file) {
        try {
            return UserProfileReader.readCriteria(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Shared criteria in " + file + " cannot be read", e);
        }
    }

    public boolean isEmpty() {
        return sets.isEmpty();
    }

    /** The profile with the criteria of the sets it names among its own, all in order of priority. */
    public UserProfile in(UserProfile profile) {
        if (profile.serviceProfiles().stream()
                .allMatch(each -> each.sharedSets().isEmpty())) {
            return profile;
        }
        return new UserProfile(
                profile.impi(), profile.serviceProfiles().stream().map(this::in).toList());
    }

    private ServiceProfile in(ServiceProfile profile) {
        var shared = profile.sharedSets().stream().flatMap(this::criteria);
        return new ServiceProfile(
                profile.identities(),
                Stream.concat(profile.criteria().stream(), shared).toList(),
                Set.of(),
                profile.mediaProfile());
    }

    private Stream<FilterCriterion> criteria(int set) {
        var criteria = sets.get(set);
        if (criteria == null) {
            LOG.warn("A profile names the shared criteria {}, which this node does not have", set);
            return Stream.of();
        }
        return criteria.stream();
    }
}
