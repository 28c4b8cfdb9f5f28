package io.carillon.diameter;

import java.util.List;
import java.util.Optional;

/**
 * A Diameter application.
 *
 * @param vendor 0 for an application of the IETF
 */
public record Application(String name, long id, long vendor, Dictionary dictionary, List<Procedure<?, ?>> procedures) {
    Optional<Procedure<?, ?>> find(int command) {
        return procedures.stream().filter(p -> p.code() == command).findFirst();
    }

    /** What a recorded message says; nothing if it is another application's, or cannot be read. */
    public Optional<DiameterMessage> read(Octets message) {
        if (message.length() < Frame.HEADER || new Frame(message).application() != id) {
            return Optional.empty();
        }
        var frame = new Frame(message);
        try {
            return find(frame.command())
                    .map(known -> frame.request() ? known.requestGrammar() : known.answerGrammar())
                    .map(grammar -> (DiameterMessage) grammar.read(frame.body()));
        } catch (AvpException malformed) {
            return Optional.empty();
        }
    }
}
