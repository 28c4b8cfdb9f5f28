package io.carillon.identity;

/** A mobile network, MCC and MNC, and the IMS names derived from it (TS 23.003 §13.2 – §13.4B). */
public record Plmn(String mcc, String mnc) {
    private static final int LONGEST_IMSI = 15;

    public Plmn {
        if (mcc.length() != 3 || !isDigits(mcc)) {
            throw new IdentityFormatException("MCC", "must be three digits", mcc);
        }
        if (mnc.length() < 2 || mnc.length() > 3 || !isDigits(mnc)) {
            throw new IdentityFormatException("MNC", "must be two or three digits", mnc);
        }
    }

    /** The network of an IMSI; the length of its MNC cannot be read off the digits. */
    public static Plmn ofImsi(String imsi, int mncDigits) {
        checkImsi(imsi);
        if (mncDigits != 2 && mncDigits != 3) {
            throw new IdentityFormatException("MNC", "must be two or three digits", Integer.toString(mncDigits));
        }
        return new Plmn(imsi.substring(0, 3), imsi.substring(3, 3 + mncDigits));
    }

    /** §13.2: {@code ims.mnc<MNC>.mcc<MCC>.3gppnetwork.org}, the MNC padded to three digits. */
    public String homeDomain() {
        return "ims.mnc" + (mnc.length() == 2 ? "0" + mnc : mnc) + ".mcc" + mcc + ".3gppnetwork.org";
    }

    /** §13.3: the IMPI of a UE without ISIM. */
    public Impi impi(String imsi) {
        checkOurs(imsi);
        return new Impi(imsi + '@' + homeDomain());
    }

    /** §13.4B: the temporary public identity of a UE without ISIM. */
    public Impu temporaryImpu(String imsi) {
        checkOurs(imsi);
        return new Impu("sip:" + imsi + '@' + homeDomain());
    }

    private void checkOurs(String imsi) {
        checkImsi(imsi);
        if (!imsi.startsWith(mcc + mnc)) {
            throw new IdentityFormatException("IMSI", "is not of network " + mcc + '-' + mnc, imsi);
        }
    }

    private static void checkImsi(String imsi) {
        if (imsi.length() < 6 || imsi.length() > LONGEST_IMSI || !isDigits(imsi)) {
            throw new IdentityFormatException("IMSI", "must be 6 to 15 digits", imsi);
        }
    }

    private static boolean isDigits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
