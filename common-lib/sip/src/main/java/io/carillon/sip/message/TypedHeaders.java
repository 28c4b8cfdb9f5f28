package io.carillon.sip.message;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.SIPHeaderList;
import gov.nist.javax.sip.parser.ParserFactory;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import javax.sip.header.Header;

/** jain-sip-ri's header parsers behind our index: the whole grammar of a header, for whoever needs it, when asked for. */
final class TypedHeaders {
    private TypedHeaders() {}

    /** Every value of one header line as {@code type}, the interface of {@code javax.sip.header}. */
    static <H extends Header> List<H> parse(HeaderName name, String value, Class<H> type) {
        SIPHeader header;
        try {
            header = ParserFactory.createParser(name.text() + ": " + value + "\n")
                    .parse();
        } catch (ParseException | RuntimeException e) {
            throw new SipParseException("Bad " + name.text());
        }
        var values = new ArrayList<H>();
        if (header instanceof SIPHeaderList<?> list) {
            list.forEach(each -> values.add(cast(name, each, type)));
        } else {
            values.add(cast(name, header, type));
        }
        return values;
    }

    private static <H extends Header> H cast(HeaderName name, Object header, Class<H> type) {
        if (!type.isInstance(header)) {
            throw new IllegalArgumentException(name + " is no " + type.getSimpleName());
        }
        return type.cast(header);
    }
}
