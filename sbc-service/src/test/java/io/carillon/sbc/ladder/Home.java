package io.carillon.sbc.ladder;

import io.carillon.identity.aka.AkaVector;
import io.carillon.identity.aka.Milenage;
import io.carillon.identity.aka.Sqn;
import io.carillon.sip.auth.Aka;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.ResponseEdit;
import java.util.HexFormat;

/** The home network's part of AKA: a new vector for each challenge. */
final class Home {
    static final byte[] K = HexFormat.of().parseHex("465b5ce8b199b49faa5f0a2ee238a6bc");
    static final byte[] OPC = HexFormat.of().parseHex("cd63cb71954a9f4e48a5994e37a02baf");

    private final Milenage milenage = new Milenage(K, OPC);
    private Sqn sqn = new Sqn(32);
    private byte count;

    /** Adds a challenge as the S-CSCF sends it: with the keys for the P-CSCF (TS 24.229 §5.4.1.2.1). */
    ResponseEdit challenge(ResponseEdit unauthorized) {
        sqn = sqn.next();
        var rand = new byte[16];
        rand[0] = ++count;
        var vector = AkaVector.generate(milenage, sqn, new byte[] {(byte) 0x80, 0}, rand);
        return unauthorized.append(
                HeaderName.WWW_AUTHENTICATE,
                "Digest realm=\"" + Stage.HOME + "\",nonce=\"" + Aka.nonce(vector.rand(), vector.autn())
                        + "\",algorithm=AKAv1-MD5,qop=\"auth\",ck=\""
                        + HexFormat.of().formatHex(vector.ck()) + "\",ik=\""
                        + HexFormat.of().formatHex(vector.ik()) + "\"");
    }
}
