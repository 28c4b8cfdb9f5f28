package io.carillon.sbc.media;

import java.time.Instant;
import java.util.Optional;

/** Nobody is in the path: phones that reach each other send their media themselves. */
public final class DirectMedia implements MediaAnchor {
    private static final String NOBODY = "";

    @Override
    public Anchored offer(
            Optional<String> relay, String key, String from, Optional<String> to, byte[] sdp, Crossing crossing) {
        return new Anchored.Done(NOBODY, sdp);
    }

    @Override
    public Anchored answer(String relay, String key, String from, String to, byte[] sdp, Crossing crossing) {
        return new Anchored.Done(NOBODY, sdp);
    }

    @Override
    public Optional<MediaFigures> release(String relay, String key, String from) {
        return Optional.empty();
    }

    @Override
    public Standing standing(String relay, String key, Instant since) {
        return Standing.HELD;
    }
}
