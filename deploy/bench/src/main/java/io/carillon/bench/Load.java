package io.carillon.bench;

import java.io.IOException;

/** A bounded generator: so many operations outstanding, or so many a second. */
public interface Load {
    /** What has to be there before operations can succeed, such as registered users. */
    void prepare(RunningPeer target) throws IOException;

    LoadResult run(RunningPeer target, double seconds, int rate) throws IOException;
}
