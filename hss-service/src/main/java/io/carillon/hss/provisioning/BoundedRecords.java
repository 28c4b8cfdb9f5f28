package io.carillon.hss.provisioning;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** A file of records of which none may grow without end, as one with a quote that is never closed would. */
final class BoundedRecords extends FilterReader {
    private static final int LONGEST = 1 << 20;

    private int length;

    BoundedRecords(Reader in) {
        super(in);
    }

    /** What is read from now on is another record. */
    void nextRecord() {
        length = 0;
    }

    @Override
    public int read() throws IOException {
        int character = super.read();
        counted(character < 0 ? 0 : 1);
        return character;
    }

    @Override
    public int read(char[] buffer, int offset, int most) throws IOException {
        return counted(super.read(buffer, offset, most));
    }

    private int counted(int read) throws IOException {
        length += Math.max(0, read);
        if (length > LONGEST) {
            throw new IOException("a record has more than " + LONGEST + " characters");
        }
        return read;
    }
}
