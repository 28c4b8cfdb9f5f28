package io.carillon.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The name of a SIP header field, compared without case, compact form included (RFC 3261 §7.3.1, §7.3.3).
 *
 * <p>Names that the stack works with are constants with a small id, so that the index of a message is an array of
 * ids; every other name is kept as it was written.
 */
public final class HeaderName {
    private static final List<HeaderName> KNOWN = new ArrayList<>();
    private static final HeaderName[][] BUCKETS = new HeaderName[256][];
    private static final char NO_COMPACT_FORM = 0;

    public static final HeaderName VIA = known("Via", 'v');
    public static final HeaderName FROM = known("From", 'f');
    public static final HeaderName TO = known("To", 't');
    public static final HeaderName CALL_ID = known("Call-ID", 'i');
    public static final HeaderName CSEQ = known("CSeq");
    public static final HeaderName CONTACT = known("Contact", 'm');
    public static final HeaderName MAX_FORWARDS = known("Max-Forwards");
    public static final HeaderName ROUTE = known("Route");
    public static final HeaderName RECORD_ROUTE = known("Record-Route");
    public static final HeaderName CONTENT_LENGTH = known("Content-Length", 'l');
    public static final HeaderName CONTENT_TYPE = known("Content-Type", 'c');
    public static final HeaderName CONTENT_DISPOSITION = known("Content-Disposition");
    public static final HeaderName CONTENT_ENCODING = known("Content-Encoding", 'e');
    public static final HeaderName SUPPORTED = known("Supported", 'k');
    public static final HeaderName REQUIRE = known("Require");
    public static final HeaderName PROXY_REQUIRE = known("Proxy-Require");
    public static final HeaderName UNSUPPORTED = known("Unsupported");
    public static final HeaderName ALLOW = known("Allow");
    public static final HeaderName ACCEPT = known("Accept");
    public static final HeaderName ACCEPT_CONTACT = known("Accept-Contact", 'a');
    public static final HeaderName REJECT_CONTACT = known("Reject-Contact", 'j');
    public static final HeaderName EXPIRES = known("Expires");
    public static final HeaderName MIN_EXPIRES = known("Min-Expires");
    public static final HeaderName AUTHORIZATION = known("Authorization");
    public static final HeaderName WWW_AUTHENTICATE = known("WWW-Authenticate");
    public static final HeaderName PROXY_AUTHORIZATION = known("Proxy-Authorization");
    public static final HeaderName PROXY_AUTHENTICATE = known("Proxy-Authenticate");
    public static final HeaderName AUTHENTICATION_INFO = known("Authentication-Info");
    public static final HeaderName PATH = known("Path");
    public static final HeaderName SERVICE_ROUTE = known("Service-Route");
    public static final HeaderName P_ASSOCIATED_URI = known("P-Associated-URI");
    public static final HeaderName P_ASSERTED_IDENTITY = known("P-Asserted-Identity");
    public static final HeaderName P_PREFERRED_IDENTITY = known("P-Preferred-Identity");
    public static final HeaderName P_SERVED_USER = known("P-Served-User");
    public static final HeaderName P_CALLED_PARTY_ID = known("P-Called-Party-ID");
    public static final HeaderName P_ACCESS_NETWORK_INFO = known("P-Access-Network-Info");
    public static final HeaderName P_VISITED_NETWORK_ID = known("P-Visited-Network-ID");
    public static final HeaderName P_CHARGING_VECTOR = known("P-Charging-Vector");
    public static final HeaderName P_CHARGING_FUNCTION_ADDRESSES = known("P-Charging-Function-Addresses");
    public static final HeaderName P_EARLY_MEDIA = known("P-Early-Media");
    public static final HeaderName P_PREFERRED_SERVICE = known("P-Preferred-Service");
    public static final HeaderName P_ASSERTED_SERVICE = known("P-Asserted-Service");
    public static final HeaderName P_PROFILE_KEY = known("P-Profile-Key");
    public static final HeaderName PRIVACY = known("Privacy");
    public static final HeaderName REASON = known("Reason");
    public static final HeaderName HISTORY_INFO = known("History-Info");
    public static final HeaderName DIVERSION = known("Diversion");
    public static final HeaderName PRIORITY = known("Priority");
    public static final HeaderName RESOURCE_PRIORITY = known("Resource-Priority");
    public static final HeaderName SECURITY_CLIENT = known("Security-Client");
    public static final HeaderName SECURITY_SERVER = known("Security-Server");
    public static final HeaderName SECURITY_VERIFY = known("Security-Verify");
    public static final HeaderName RSEQ = known("RSeq");
    public static final HeaderName RACK = known("RAck");
    public static final HeaderName SESSION_EXPIRES = known("Session-Expires", 'x');
    public static final HeaderName MIN_SE = known("Min-SE");
    public static final HeaderName EVENT = known("Event", 'o');
    public static final HeaderName SUBSCRIPTION_STATE = known("Subscription-State");
    public static final HeaderName REFER_TO = known("Refer-To", 'r');
    public static final HeaderName REFERRED_BY = known("Referred-By", 'b');
    public static final HeaderName REPLACES = known("Replaces");
    public static final HeaderName IN_REPLY_TO = known("In-Reply-To");
    public static final HeaderName RETRY_AFTER = known("Retry-After");
    public static final HeaderName WARNING = known("Warning");
    public static final HeaderName USER_AGENT = known("User-Agent");
    public static final HeaderName SERVER = known("Server");
    public static final HeaderName SUBJECT = known("Subject", 's');
    public static final HeaderName TIMESTAMP = known("Timestamp");
    public static final HeaderName DATE = known("Date");
    public static final HeaderName REQUEST_DISPOSITION = known("Request-Disposition", 'd');
    public static final HeaderName FEATURE_CAPS = known("Feature-Caps");
    public static final HeaderName SESSION_ID = known("Session-ID");
    public static final HeaderName FLOW_TIMER = known("Flow-Timer");
    public static final HeaderName GEOLOCATION = known("Geolocation");
    public static final HeaderName ACCEPT_ENCODING = known("Accept-Encoding");
    public static final HeaderName MAX_BREADTH = known("Max-Breadth");

    private final String text;
    private final byte[] usual;
    private final byte[] lower;
    private final int id;
    /** The compact form in lower case, 0 if there is none. */
    private final byte compact;

    private HeaderName(String text, int id, char compact) {
        this.compact = (byte) compact;
        this.text = text;
        this.usual = text.getBytes(StandardCharsets.ISO_8859_1);
        this.lower = text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1);
        this.id = id;
    }

    private static HeaderName known(String text) {
        return known(text, NO_COMPACT_FORM);
    }

    private static HeaderName known(String text, char compact) {
        var name = new HeaderName(text, KNOWN.size(), compact);
        KNOWN.add(name);
        enter(name, name.lower);
        if (compact != NO_COMPACT_FORM) {
            enter(name, new byte[] {(byte) compact});
        }
        return name;
    }

    private static void enter(HeaderName name, byte[] lower) {
        int bucket = bucket(lower.length, lower[0], lower[lower.length - 1]);
        var old = BUCKETS[bucket];
        var entries = old == null ? new HeaderName[1] : Arrays.copyOf(old, old.length + 1);
        entries[entries.length - 1] = name;
        BUCKETS[bucket] = entries;
    }

    /** The name written as {@code text}: a constant where the stack knows it, in its long or its compact form. */
    public static HeaderName of(String text) {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        var known = bytes.length == 0 ? null : find(bytes, 0, bytes.length);
        return known != null ? known : new HeaderName(text, -1, NO_COMPACT_FORM);
    }

    /** The known name in bytes[from, to), or null. */
    static @Nullable HeaderName find(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 0) {
            return null;
        }
        var entries = BUCKETS[bucket(length, Ascii.lower(bytes[from]), Ascii.lower(bytes[to - 1]))];
        if (entries == null) {
            return null;
        }
        for (var name : entries) {
            if (name.matches(bytes, from, length) || (length == 1 && name.compact == Ascii.lower(bytes[from]))) {
                return name;
            }
        }
        return null;
    }

    static HeaderName byId(int id) {
        return KNOWN.get(id);
    }

    boolean matches(byte[] bytes, int from, int length) {
        if (length != lower.length) {
            return false;
        }
        if (Arrays.equals(bytes, from, from + length, usual, 0, length)) {
            return true; // nearly everybody writes it as its RFC does
        }
        for (int i = 0; i < length; i++) {
            if (Ascii.lower(bytes[from + i]) != lower[i]) {
                return false;
            }
        }
        return true;
    }

    private static int bucket(int length, byte first, byte last) {
        return (length * 31 + first * 7 + last * 13) & 255;
    }

    /** 0 and up for the constants, -1 for every other name. */
    int id() {
        return id;
    }

    /** One bit for each of the first names, 0 for the others. */
    long bit() {
        return HeaderIndex.bit(id);
    }

    /** As it is written on the wire, without the colon. */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HeaderName that && Arrays.equals(lower, that.lower);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(lower);
    }

    @Override
    public String toString() {
        return text;
    }
}
