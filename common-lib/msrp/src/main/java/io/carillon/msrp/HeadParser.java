package io.carillon.msrp;

import io.carillon.msrp.MsrpHead.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Takes the lines of one head, one after the other (RFC 4975 §9). */
final class HeadParser {
    private static final int MOST_HEADERS = 64;
    private static final Pattern FIRST =
            Pattern.compile("MSRP ([A-Za-z0-9][A-Za-z0-9.\\-+%=]{3,31}) (?:([0-9]{3})(?: (.*))?|([A-Z]{1,16}))");

    private final String transaction;
    private final int status;
    private final String word;
    private final List<Header> headers = new ArrayList<>();

    HeadParser(String firstLine) {
        var matcher = FIRST.matcher(firstLine);
        if (!matcher.matches()) {
            throw MsrpException.malformed("no MSRP start line");
        }
        transaction = matcher.group(1);
        status = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        var text = status == 0 ? matcher.group(4) : matcher.group(3);
        word = text == null ? "" : text;
    }

    String transaction() {
        return transaction;
    }

    void header(String line) {
        int colon = line.indexOf(':');
        if (colon < 1 || headers.size() == MOST_HEADERS) {
            throw MsrpException.malformed(colon < 1 ? "a header without a name" : "more than 64 headers");
        }
        headers.add(
                new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
    }

    MsrpHead head() {
        return status == 0
                ? new MsrpHead.Request(transaction, word, headers)
                : new MsrpHead.Response(transaction, status, word, headers);
    }
}
