package io.carillon.launcher.suite;

/** What phones need to know of this suite; set by the environment. */
public final class PhoneSide {
    private static final String DOMAIN = "ims.mnc001.mcc001.3gppnetwork.org";
    private static final String LOOPBACK = "127.0.0.1";

    private PhoneSide() {}

    /** IMS_HOST: where phones reach SIP and media, while everything inside stays on loopback. */
    public static String host() {
        return set("IMS_HOST", LOOPBACK);
    }

    /** The home domain of the subscribers. */
    public static String domain() {
        return set("CARILLON_HOME_DOMAIN", DOMAIN);
    }

    private static String set(String variable, String otherwise) {
        String value = System.getenv(variable);
        return value == null || value.isBlank() ? otherwise : value;
    }
}
