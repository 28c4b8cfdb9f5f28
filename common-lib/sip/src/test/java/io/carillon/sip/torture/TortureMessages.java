package io.carillon.sip.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The messages of RFC 4475 and RFC 5118, each with the answer that its clause names; strict where it leaves a choice. */
final class TortureMessages {
    /** No answer: a response that is dropped, or a request that is not whole yet. */
    static final int NONE = 0;

    private static final Pattern BRANCH = Pattern.compile("(?i)branch\\s*=\\s*([^;,\\s]+)");

    /** What a stream hears that cannot be cut any more. */
    private static final int UNCHANGED = -1;

    /**
     * @param file in its folder, without .dat
     * @param clause of the RFC of that folder
     * @param method in the CSeq of the answer
     * @param userAgent final status that a user agent gives
     * @param proxy final status that comes back through a proxy: 486 and 200 are the callee's
     * @param stream final status on a stream if it is another one
     * @param viaPort where the answer goes over UDP
     * @param says what the answer of the user agent must say
     */
    record Torture(
            String file, String clause, String method, int userAgent, int proxy, int stream, int viaPort, String says) {
        byte[] bytes() {
            try (var in = Torture.class.getResourceAsStream("/" + file + ".dat")) {
                if (in == null) {
                    throw new IllegalStateException("No " + file);
                }
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The first branch in it, or nothing. */
        String branch() {
            var branch = BRANCH.matcher(new String(bytes(), StandardCharsets.ISO_8859_1));
            return branch.find() ? branch.group(1) : "";
        }

        int answer(Tortured.Role role, Tortured.Wire wire) {
            if (wire.isStream() && stream != UNCHANGED) {
                return stream;
            }
            return role == Tortured.Role.PROXY ? proxy : userAgent;
        }

        Torture onStream(int status) {
            return new Torture(file, clause, method, userAgent, proxy, status, viaPort, says);
        }

        Torture answeredAt(int port) {
            return new Torture(file, clause, method, userAgent, proxy, stream, port, says);
        }

        Torture saying(String header) {
            return new Torture(file, clause, method, userAgent, proxy, stream, viaPort, header);
        }

        @Override
        public String toString() {
            return file + " §" + clause;
        }
    }

    private TortureMessages() {}

    private static Torture of(String file, String clause, String method, int userAgent, int proxy) {
        return new Torture(file, clause, method, userAgent, proxy, UNCHANGED, 5060, "");
    }

    private static Torture rfc4475(String file, String clause, String method, int userAgent, int proxy) {
        return of("rfc4475/" + file, clause, method, userAgent, proxy);
    }

    private static Torture rfc5118(String file, String clause, String method, int userAgent, int proxy) {
        return of("rfc5118/" + file, clause, method, userAgent, proxy);
    }

    static List<Torture> valid() {
        var odd = "!interesting-Method0123456789_*+`.%indeed'~";
        return List.of(
                rfc4475("wsinv", "3.1.1.1", "INVITE", 481, 486),
                rfc4475("intmeth", "3.1.1.2", odd, 501, 200).saying("Allow"),
                rfc4475("esc01", "3.1.1.3", "INVITE", 486, 486),
                rfc4475("escnull", "3.1.1.4", "REGISTER", 200, 200),
                rfc4475("esc02", "3.1.1.5", "RE%47IST%45R", 501, 200).saying("Allow"),
                rfc4475("lwsdisp", "3.1.1.6", "OPTIONS", 200, 200),
                rfc4475("longreq", "3.1.1.7", "INVITE", 486, 486),
                // On a stream the second request counts, and what is left of its body ends the connection.
                rfc4475("dblreq", "3.1.1.8", "REGISTER", 200, 200).onStream(NONE),
                rfc4475("semiuri", "3.1.1.9", "OPTIONS", 200, 200),
                rfc4475("transports", "3.1.1.10", "OPTIONS", 200, 200),
                rfc4475("mpart01", "3.1.1.11", "MESSAGE", 200, 200),
                rfc4475("unreason", "3.1.1.12", "", NONE, NONE),
                rfc4475("noreason", "3.1.1.13", "", NONE, NONE));
    }

    static List<Torture> invalid() {
        return List.of(
                rfc4475("badinv01", "3.1.2.1", "INVITE", 400, 400),
                rfc4475("clerr", "3.1.2.2", "INVITE", 400, 400).onStream(NONE),
                rfc4475("ncl", "3.1.2.3", "INVITE", 400, 400),
                rfc4475("scalar02", "3.1.2.4", "REGISTER", 400, 400),
                rfc4475("scalarlg", "3.1.2.5", "", NONE, NONE),
                rfc4475("quotbal", "3.1.2.6", "INVITE", 400, 400).answeredAt(5050),
                rfc4475("ltgtruri", "3.1.2.7", "INVITE", 400, 400),
                rfc4475("lwsruri", "3.1.2.8", "INVITE", 400, 400),
                rfc4475("lwsstart", "3.1.2.9", "INVITE", 400, 400),
                rfc4475("trws", "3.1.2.10", "OPTIONS", 400, 400),
                rfc4475("escruri", "3.1.2.11", "INVITE", 400, 400),
                rfc4475("baddate", "3.1.2.12", "INVITE", 400, 400),
                rfc4475("regbadct", "3.1.2.13", "REGISTER", 400, 400),
                rfc4475("badaspec", "3.1.2.14", "OPTIONS", 400, 400),
                rfc4475("baddn", "3.1.2.15", "OPTIONS", 400, 400).onStream(NONE), // it has no last line
                rfc4475("badvers", "3.1.2.16", "OPTIONS", 505, 505),
                rfc4475("mismatch01", "3.1.2.17", "INVITE", 400, 400),
                rfc4475("mismatch02", "3.1.2.18", "INVITE", 400, 400),
                rfc4475("bigcode", "3.1.2.19", "", NONE, NONE));
    }

    static List<Torture> semantics() {
        return List.of(
                rfc4475("badbranch", "3.2.1", "OPTIONS", 400, 400),
                rfc4475("insuf", "3.3.1", "INVITE", 400, 400),
                rfc4475("unkscm", "3.3.2", "OPTIONS", 416, 416),
                rfc4475("novelsc", "3.3.3", "OPTIONS", 416, 416),
                rfc4475("unksm2", "3.3.4", "REGISTER", 400, 200),
                rfc4475("bext01", "3.3.5", "OPTIONS", 420, 420).saying("Unsupported"),
                rfc4475("invut", "3.3.6", "INVITE", 415, 486).saying("Accept"),
                rfc4475("regaut01", "3.3.7", "REGISTER", 401, 200).saying("WWW-Authenticate"),
                rfc4475("multi01", "3.3.8", "INVITE", 400, 400),
                rfc4475("mcl01", "3.3.9", "OPTIONS", 400, 400),
                rfc4475("bcast", "3.3.10", "", NONE, NONE),
                rfc4475("zeromf", "3.3.11", "OPTIONS", 200, 483),
                rfc4475("cparam01", "3.3.12", "REGISTER", 200, 200),
                rfc4475("cparam02", "3.3.13", "REGISTER", 200, 200),
                rfc4475("regescrt", "3.3.14", "REGISTER", 200, 200),
                rfc4475("sdp01", "3.3.15", "INVITE", 406, 486),
                rfc4475("inv2543", "3.4.1", "INVITE", 486, 486).onStream(400));
    }

    static List<Torture> ipv6() {
        return List.of(
                rfc5118("ipv6-good", "4.1", "REGISTER", 200, 200),
                rfc5118("ipv6-bad", "4.2", "REGISTER", 400, 400),
                rfc5118("port-ambiguous", "4.3", "REGISTER", 200, 200),
                rfc5118("port-unambiguous", "4.4", "REGISTER", 200, 200),
                rfc5118("via-received-param-with-delim", "4.5", "BYE", 481, 200),
                rfc5118("via-received-param-no-delim", "4.5", "OPTIONS", 200, 200),
                rfc5118("ipv6-in-sdp", "4.6", "INVITE", 486, 486),
                rfc5118("mult-ip-in-header", "4.7", "BYE", 481, 200).answeredAt(6050),
                rfc5118("mult-ip-in-sdp", "4.8", "INVITE", 486, 486),
                rfc5118("ipv4-mapped-ipv6", "4.9", "INVITE", 486, 486).answeredAt(19_823),
                rfc5118("ipv6-bug-abnf-3-colons", "4.10", "OPTIONS", 200, 200),
                rfc5118("ipv6-correct-abnf-2-colons", "4.10", "OPTIONS", 200, 200));
    }
}
