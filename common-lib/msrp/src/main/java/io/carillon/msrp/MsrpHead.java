package io.carillon.msrp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The first line of a chunk and its headers, in the order they came (RFC 4975 §7, §9). */
public sealed interface MsrpHead permits MsrpHead.Request, MsrpHead.Response {
    /** One header line. */
    record Header(String name, String value) {}

    String transaction();

    List<Header> headers();

    /** The first header of this name; names are compared without case. */
    default Optional<String> first(String name) {
        return headers().stream()
                .filter(each -> each.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    default List<MsrpUri> path(String name) {
        return MsrpUri.path(first(name).orElseThrow(() -> MsrpException.malformed(name + " is missing")));
    }

    /** SEND, REPORT, AUTH or another method. */
    record Request(String transaction, String method, List<Header> headers) implements MsrpHead {
        public Request {
            headers = List.copyOf(headers);
        }

        public boolean is(String name) {
            return method.equals(name);
        }

        public String messageId() {
            return first("Message-ID").orElseThrow(() -> MsrpException.malformed("Message-ID is missing"));
        }

        public ByteRange range() {
            return first("Byte-Range").map(ByteRange::parse).orElse(ByteRange.WHOLE);
        }

        /** The sender wants a REPORT once the whole message has come (§7.1.2). */
        public boolean wantsSuccess() {
            return first("Success-Report").filter("yes"::equalsIgnoreCase).isPresent();
        }

        /** yes, no or partial. */
        public String failureReport() {
            return first("Failure-Report").orElse("yes").toLowerCase(java.util.Locale.ROOT);
        }

        /** Whether a response with this status is sent at all (§7.2). */
        boolean isAnswered(int status) {
            return switch (failureReport()) {
                case "no" -> false;
                case "partial" -> status != 200;
                default -> true;
            };
        }

        /** What the chunk says of its content and of the reports it wants: what a back-to-back agent takes over. */
        public List<Header> endToEnd() {
            var kept = new ArrayList<Header>();
            for (var each : headers) {
                switch (each.name().toLowerCase(java.util.Locale.ROOT)) {
                    case "to-path", "from-path", "byte-range" -> {}
                    default -> kept.add(each);
                }
            }
            return kept;
        }
    }

    /** The answer of the next hop to a request. */
    record Response(String transaction, int status, String comment, List<Header> headers) implements MsrpHead {
        public Response {
            headers = List.copyOf(headers);
        }
    }
}
