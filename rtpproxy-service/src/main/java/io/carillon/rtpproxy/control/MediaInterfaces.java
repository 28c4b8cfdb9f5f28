package io.carillon.rtpproxy.control;

import java.util.List;
import java.util.Map;

/** The interfaces by the names that the {@code direction} key uses; an unknown name means the default. */
record MediaInterfaces(MediaInterface standard, Map<String, MediaInterface> named) {

    MediaInterface at(List<String> direction, int place) {
        return direction.size() == 2 ? named.getOrDefault(direction.get(place), standard) : standard;
    }
}
