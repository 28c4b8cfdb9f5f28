package io.carillon.diameter;

/** How a value of one AVP data format (RFC 6733 §4.2, §4.3) is written and read. */
interface Format<T> {
    void write(T value, AvpWriter out);

    /** Throws any RuntimeException for data that is not of this format. */
    T read(Octets data);

    /** The shortest legal data, for the Failed-AVP that names a missing AVP. */
    default int minimum() {
        return 0;
    }

    /** The exact length, or -1 if it varies. */
    default int exact() {
        return -1;
    }
}
