package io.carillon.bench.sip.generator;

import java.util.HexFormat;

/** The key that all subscribers of a measurement share; those of test set 1 of TS 35.208. */
public final class Usim {
    public static final byte[] KEY = HexFormat.of().parseHex("465b5ce8b199b49faa5f0a2ee238a6bc");
    public static final byte[] OPC = HexFormat.of().parseHex("cd63cb71954a9f4e48a5994e37a02baf");

    private Usim() {}
}
