package io.carillon.diameter;

import java.util.function.Supplier;

/** A Grouped AVP (RFC 6733 §4.4) whose members make a record. */
record GroupFormat<G>(Supplier<Grammar<G>> grammar) implements Format<G> {
    @Override
    public void write(G value, AvpWriter out) {
        grammar.get().write(value, out);
    }

    @Override
    public G read(Octets data) {
        return grammar.get().read(data);
    }
}
