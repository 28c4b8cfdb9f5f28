package io.carillon.sip.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** What DNS says of a name. A look-up may wait; one that gets no answer at all is an IOException. */
public interface Names {
    Answer<Naptr> naptr(String domain) throws IOException;

    Answer<Srv> srv(String name) throws IOException;

    /** A, then AAAA. */
    Answer<InetAddress> addresses(String host) throws IOException;

    /** The name server answered, but with an error of its own: SERVFAIL, REFUSED, NOTIMP … (RFC 1035 §4.1.1). */
    final class ServerError extends IOException {
        private static final long serialVersionUID = 1;

        ServerError(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** @param ttl how long it holds; of no meaning where there are no records */
    record Answer<T>(List<T> records, Duration ttl) {
        static <T> Answer<T> none() {
            return new Answer<>(List.of(), Duration.ZERO);
        }
    }

    /** RFC 3403 §4.1 */
    record Naptr(int order, int preference, String flags, String service, String replacement) {}

    /** RFC 2782 */
    record Srv(int priority, int weight, int port, String target) {}
}
