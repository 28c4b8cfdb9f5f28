package io.carillon.im.smsip.pdu;

/** TP-Failure-Cause (TS 23.040 §9.2.3.22). */
public record TpFailure(int code) {
    public static final TpFailure PROTOCOL_ID = new TpFailure(0x8F);
    public static final TpFailure ALPHABET_NOT_SUPPORTED = new TpFailure(0x90);
    public static final TpFailure CODING_SCHEME = new TpFailure(0x9F);
    public static final TpFailure COMMAND_IMPOSSIBLE = new TpFailure(0xA0);
    public static final TpFailure COMMAND_NOT_SUPPORTED = new TpFailure(0xA1);
    public static final TpFailure TPDU_NOT_SUPPORTED = new TpFailure(0xB0);
    public static final TpFailure SC_BUSY = new TpFailure(0xC0);
    public static final TpFailure NO_SC_SUBSCRIPTION = new TpFailure(0xC1);
    public static final TpFailure SC_SYSTEM_FAILURE = new TpFailure(0xC2);
    public static final TpFailure INVALID_SME_ADDRESS = new TpFailure(0xC3);
    public static final TpFailure DUPLICATE = new TpFailure(0xC5);
    public static final TpFailure VALIDITY_NOT_SUPPORTED = new TpFailure(0xC7);
    public static final TpFailure SIM_STORAGE_FULL = new TpFailure(0xD0);
    public static final TpFailure MEMORY_EXCEEDED = new TpFailure(0xD3);
    public static final TpFailure SIM_TOOLKIT_BUSY = new TpFailure(0xD4);
    public static final TpFailure UNSPECIFIED = new TpFailure(0xFF);

    @Override
    public String toString() {
        return "TP failure cause %02X".formatted(code);
    }
}
