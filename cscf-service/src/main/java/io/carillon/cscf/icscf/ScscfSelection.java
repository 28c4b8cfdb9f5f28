package io.carillon.cscf.icscf;

import io.carillon.cscf.hss.HomeSubscribers.Wanted;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Chooses an S-CSCF by capabilities (TS 29.228 §6.7): every mandatory one must be there, of the rest the one with the
 * most optional capabilities comes first.
 */
public record ScscfSelection(List<Candidate> candidates) {
    /** An S-CSCF by name and what it can do. */
    public record Candidate(String name, List<Long> capabilities) {}

    /** No user can be with an S-CSCF that is not ours. */
    public boolean isAlone() {
        return candidates.size() == 1;
    }

    public Optional<String> choose(Wanted wanted) {
        return rank(wanted).stream().findFirst();
    }

    /** All that are fit, the best first; of equals the one that was configured first. */
    public List<String> rank(Wanted wanted) {
        return candidates.stream()
                .filter(each -> new HashSet<>(each.capabilities()).containsAll(wanted.mandatory()))
                .sorted(Comparator.comparingLong((Candidate each) -> optional(each, wanted))
                        .reversed())
                .map(Candidate::name)
                .toList();
    }

    private static long optional(Candidate candidate, Wanted wanted) {
        return wanted.optional().stream()
                .filter(candidate.capabilities()::contains)
                .count();
    }
}
