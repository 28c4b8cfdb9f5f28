package io.carillon.bench;

import java.io.IOException;
import java.util.List;

/** What is measured: a call, a registration. It knows who can do it and who asks for it. */
public interface Operation {
    /** As on the command line, such as {@code sip-call}. */
    String name();

    /** Our own server for it. */
    Peer ours(Settings settings);

    /** Others that do the same work. */
    List<Peer> others();

    /** Starts the generator. Every server of the same measurement is driven by the same one. */
    Load load(Workplace place, Settings settings) throws IOException;
}
