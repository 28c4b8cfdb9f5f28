package io.carillon.cscf.ifc;

import io.carillon.cscf.ifc.UserProfile.ServiceProfile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Most subscribers have one of a few service profiles: criteria with the same text are read once, and are the same objects
 * in every profile. What is left of a profile without them are a user's own names.
 */
final class CommonCriteria {
    private static final int MOST = 1_000;
    private static final String BEGIN = "<InitialFilterCriteria>";
    private static final String END = "</InitialFilterCriteria>";
    private static final String PROFILE_END = "</ServiceProfile>";
    private static final Map<String, List<FilterCriterion>> KNOWN = new ConcurrentHashMap<>();

    private CommonCriteria() {}

    /** Empty for a document without criteria, and for one that may not be cut: it has to be read as a whole. */
    static Optional<UserProfile> read(String document) {
        // Without comments, CDATA and DTDs every "<" begins a tag (XML 1.0 §2.4, §3.1).
        if (document.contains("<!") || !document.contains(BEGIN)) {
            return Optional.empty();
        }
        try {
            return cut(document);
        } catch (IllegalArgumentException e) { // prefixes that the root declares, say; or it is wrong as a whole, too
            return Optional.empty();
        }
    }

    private static Optional<UserProfile> cut(String document) {
        var own = new StringBuilder(document.length());
        var common = new ArrayList<List<FilterCriterion>>();
        int from = 0;
        for (int end = document.indexOf(PROFILE_END); end >= 0; end = document.indexOf(PROFILE_END, from)) {
            int begin = document.indexOf(BEGIN, from);
            if (begin >= 0 && begin < end && isChild(document, begin)) {
                int after = after(document, begin, end);
                common.add(criteria(document.substring(begin, after)));
                own.append(document, from, begin).append(document, after, end);
            } else {
                common.add(List.of());
                own.append(document, from, end);
            }
            own.append(PROFILE_END);
            from = end + PROFILE_END.length();
        }
        own.append(document, from, document.length());
        var profile = UserProfileReader.read(own.toString());
        return profile.serviceProfiles().size() == common.size()
                ? Optional.of(new UserProfile(profile.impi(), joined(profile.serviceProfiles(), common)))
                : Optional.empty();
    }

    /** Not in an element that nobody knows: it follows what the schema has before it. */
    private static boolean isChild(String document, int begin) {
        var before = document.substring(0, begin).stripTrailing();
        return before.endsWith("</PublicIdentity>") || before.endsWith("</CoreNetworkServicesAuthorization>");
    }

    /** The end of those criteria that follow each other from there. */
    private static int after(String document, int begin, int end) {
        int after = begin;
        for (int next = begin; next < end && document.startsWith(BEGIN, next); next = afterSpace(document, after)) {
            int close = document.indexOf(END, next);
            if (close < 0 || close > end) {
                throw new IllegalArgumentException("criteria without an end");
            }
            after = close + END.length();
        }
        return after;
    }

    private static int afterSpace(String document, int at) {
        int next = at;
        while (next < document.length() && Character.isWhitespace(document.charAt(next))) {
            next++;
        }
        return next;
    }

    private static List<FilterCriterion> criteria(String text) {
        var known = KNOWN.get(text);
        if (known != null) {
            return known;
        }
        var document = "<ServiceProfile>" + text + PROFILE_END;
        var fresh = UserProfileReader.readCriteria(document.getBytes(StandardCharsets.UTF_8));
        if (KNOWN.size() >= MOST) {
            KNOWN.clear();
        }
        KNOWN.put(text, fresh);
        return fresh;
    }

    private static List<ServiceProfile> joined(List<ServiceProfile> own, List<List<FilterCriterion>> common) {
        var joined = new ArrayList<ServiceProfile>(own.size());
        for (int i = 0; i < own.size(); i++) {
            joined.add(own.get(i).and(common.get(i)));
        }
        return List.copyOf(joined);
    }
}
