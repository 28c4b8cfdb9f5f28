package io.carillon.identity.aka;

/** The authentication and key generation functions of one subscriber (TS 33.102 §6.3.2), whatever they are made of. */
public sealed interface AkaFunctions permits Milenage, Tuak {
    /** RES, CK, IK and AK for one RAND: f2, f3, f4 and f5. */
    record Response(byte[] res, byte[] ck, byte[] ik, byte[] ak) {}

    /** f1: MAC-A. */
    byte[] f1(byte[] rand, byte[] sqn, byte[] amf);

    /** f1*: MAC-S. */
    byte[] f1Star(byte[] rand, byte[] sqn, byte[] amf);

    /** f2, f3, f4, f5. */
    Response f2345(byte[] rand);

    /** f5*: the AK that conceals SQN in AUTS, 6 bytes. */
    byte[] f5Star(byte[] rand);
}
