package io.carillon.hss.provisioning;

import io.carillon.hss.subscriber.AkaAlgorithm;
import io.carillon.hss.subscriber.DigestAlgorithm;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a CSV file. Public identities stand in one field with spaces between them, and a bar before each
 * further implicit registration set: {@code sip:alice@home tel:+491 | sip:fax@home}. Which of them have a service
 * profile of their own is said in another: {@code sip:fax@home=fax}.
 */
record CsvOrder(List<String> columns) {
    private static final Set<String> KNOWN = Set.of(
            "impi",
            "impus",
            "identityProfiles",
            "password",
            "digestAlgorithms",
            "lineIdentifier",
            "ipAddress",
            "algorithm",
            "ki",
            "opc",
            "op",
            "topc",
            "top",
            "amf",
            "resBytes",
            "keccakIterations",
            "sqn",
            "profile",
            "mandatoryCapabilities",
            "optionalCapabilities");

    /** From the first line of a file, which names them. */
    static CsvOrder of(List<String> names) throws IOException {
        List<String> unknown =
                names.stream().filter(each -> !KNOWN.contains(each)).toList();
        if (names.isEmpty() || !unknown.isEmpty() || names.stream().distinct().count() < names.size()) {
            throw new IOException("the first line must name the columns, each once, out of "
                    + String.join(", ", KNOWN.stream().sorted().toList()));
        }
        return new CsvOrder(names);
    }

    AddSubscriber read(List<String> fields) {
        var faults = new Faults();
        if (fields.size() != columns.size()) {
            faults.add("", "there are " + fields.size() + " fields for " + columns.size() + " columns");
            faults.raise();
        }
        var by = new HashMap<String, String>();
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.get(i).isEmpty()) {
                by.put(columns.get(i), fields.get(i));
            }
        }
        AkaAlgorithm algorithm = algorithm(by.get("algorithm"), faults);
        Integer res = number("resBytes", by, faults);
        Integer iterations = number("keccakIterations", by, faults);
        List<Integer> mandatory = numbers("mandatoryCapabilities", by, faults);
        List<Integer> optional = numbers("optionalCapabilities", by, faults);
        List<DigestAlgorithm> digests = digests(by.get("digestAlgorithms"), faults);
        Map<String, String> profiles = profiles(by.getOrDefault("identityProfiles", ""), faults);
        List<NewIdentity> identities = identities(by.getOrDefault("impus", ""), profiles);
        profiles.keySet().stream()
                .filter(named -> identities.stream().noneMatch(each -> named.equals(each.impu())))
                .forEach(named -> faults.add("identityProfiles", named + " is not one of the impus"));
        faults.raise();
        return new AddSubscriber(
                by.get("impi"),
                identities,
                by.get("password"),
                digests,
                by.get("lineIdentifier"),
                by.get("ipAddress"),
                algorithm,
                by.get("ki"),
                by.get("opc"),
                by.get("op"),
                by.get("topc"),
                by.get("top"),
                by.get("amf"),
                res,
                iterations,
                by.get("sqn"),
                by.get("profile"),
                mandatory,
                optional);
    }

    private static @Nullable List<DigestAlgorithm> digests(@Nullable String field, Faults faults) {
        if (field == null) {
            return null;
        }
        return faults.check(
                        "digestAlgorithms",
                        () -> Stream.of(field.strip().split("\\s+"))
                                .map(each -> DigestAlgorithm.of(each)
                                        .orElseThrow(() ->
                                                new IllegalArgumentException("digestAlgorithms are MD5 and SHA-256")))
                                .toList())
                .orElse(null);
    }

    /** {@code sip:fax@home=fax tel:+491=fax}: URIs have equals signs of their own, names of profiles none. */
    private static Map<String, String> profiles(String field, Faults faults) {
        var profiles = new HashMap<String, String>();
        for (String each : field.split("\\s+")) {
            int equals = each.lastIndexOf('=');
            if (equals > 0 && equals < each.length() - 1) {
                profiles.put(each.substring(0, equals), each.substring(equals + 1));
            } else if (!each.isEmpty()) {
                faults.add("identityProfiles", "identityProfiles holds '" + each + "', not identity=profile");
            }
        }
        return profiles;
    }

    private static List<NewIdentity> identities(String field, Map<String, String> profiles) {
        String[] sets = field.split("\\|");
        return IntStream.range(0, sets.length)
                .boxed()
                .flatMap(set -> Stream.of(sets[set].split("\\s+"))
                        .filter(each -> !each.isEmpty())
                        .map(each -> new NewIdentity(each, null, null, set, null, profiles.get(each))))
                .toList();
    }

    private static @Nullable AkaAlgorithm algorithm(@Nullable String text, Faults faults) {
        if (text == null) {
            return null;
        }
        return faults.check(
                        "algorithm",
                        () -> Arrays.stream(AkaAlgorithm.values())
                                .filter(each -> each.name().equals(text.toUpperCase(Locale.ROOT)))
                                .findFirst()
                                .orElseThrow(() -> new IllegalArgumentException("algorithm is MILENAGE or TUAK")))
                .orElse(null);
    }

    private static @Nullable Integer number(String name, Map<String, String> by, Faults faults) {
        List<Integer> numbers = numbers(name, by, faults);
        return numbers.isEmpty() ? null : numbers.getFirst();
    }

    private static List<Integer> numbers(String name, Map<String, String> by, Faults faults) {
        return faults.check(name, () -> {
                    try {
                        return Stream.of(by.getOrDefault(name, "").split("\\s+"))
                                .filter(each -> !each.isEmpty())
                                .map(Integer::valueOf)
                                .toList();
                    } catch (NumberFormatException garbled) {
                        throw new IllegalArgumentException(name + " holds something that is not a number", garbled);
                    }
                })
                .orElse(List.of());
    }
}
