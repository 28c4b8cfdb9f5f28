package io.carillon.cscf.scscf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Contacts that are tried at the same time.
 *
 * @param alternate other flows to the devices of the round before, for when those flows have failed (RFC 5626 §7)
 */
record Round(List<Contact> contacts, boolean alternate) {
    /** By preference; of each device the flow that was refreshed last first, never two at once. */
    static List<Round> of(List<Contact> contacts) {
        var rounds = new ArrayList<Round>();
        var byPreference =
                contacts.stream().collect(Collectors.groupingBy(Contact::q, TreeMap::new, Collectors.toList()));
        for (var equal : byPreference.descendingMap().values()) {
            var devices = equal.stream()
                    .sorted(Comparator.comparingLong(Contact::expiresAtMillis).reversed())
                    .collect(Collectors.groupingBy(Contact::device))
                    .values();
            int most = devices.stream().mapToInt(List::size).max().orElse(0);
            for (int i = 0; i < most; i++) {
                int flow = i;
                rounds.add(new Round(
                        devices.stream()
                                .filter(flows -> flows.size() > flow)
                                .map(flows -> flows.get(flow))
                                .toList(),
                        i > 0));
            }
        }
        return rounds;
    }
}
