package io.carillon.rtpproxy.control;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The interfaces by the names that the {@code direction} key uses; an unknown name means the default. */
record MediaInterfaces(MediaInterface standard, Map<String, MediaInterface> named) {

    MediaInterface at(List<String> direction, int place) {
        return direction.size() == 2 ? named.getOrDefault(direction.get(place), standard) : standard;
    }

    /** The default if it speaks IP4 or IP6, as asked, else the first by name that does. */
    MediaInterface speaking(Optional<String> family) {
        if (family.isEmpty() || standard.speaks(family.get())) {
            return standard;
        }
        return named.entrySet().stream()
                .filter(each -> each.getValue().speaks(family.get()))
                .min(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .orElse(standard);
    }
}
