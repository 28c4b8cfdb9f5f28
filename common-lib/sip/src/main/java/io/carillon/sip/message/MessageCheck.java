package io.carillon.sip.message;

import org.jspecify.annotations.Nullable;

/**
 * What every element checks before anything else: that a message can be read in one way only, and that what it is
 * matched and routed by is there (RFC 3261 §8.2, §16.3, §18.3; RFC 4475). Where the RFC leaves the choice, refused.
 */
final class MessageCheck {
    private static final int MOST_HOPS = 255;
    private static final HeaderName[] SINGLE = {
        HeaderName.FROM,
        HeaderName.TO,
        HeaderName.CALL_ID,
        HeaderName.CSEQ,
        HeaderName.MAX_FORWARDS,
        HeaderName.CONTENT_LENGTH,
        HeaderName.CONTENT_TYPE,
        HeaderName.EXPIRES
    };

    private MessageCheck() {}

    /** @throws SipParseException with the status to answer */
    static void request(SipRequest request) {
        requireLines(request);
        requireStart(request);
        framed(request);
        addresses(request);
        if (!request.cseq().method().equals(request.method())) {
            throw new SipParseException("CSeq method does not match");
        }
        if (request.numberOr(HeaderName.MAX_FORWARDS, 0) > MOST_HOPS) {
            throw new SipParseException("Bad Max-Forwards");
        }
        AddressScan.checkAll(request.bytes, HeaderName.CONTACT);
        requireDate(request);
    }

    /** @throws SipParseException if the response is to be dropped */
    static void response(SipResponse response) {
        requireLines(response);
        framed(response);
        response.cseq();
        if (response.status() < 300) {
            addresses(response);
        } // a refusal may give us back the very address that it refuses
    }

    private static void requireLines(SipMessage message) {
        @Nullable SipParseException broken = message.bytes.index.defect();
        if (broken != null) {
            throw broken;
        }
        for (var single : SINGLE) {
            if (message.bytes.index.mayRepeat(single.id()) && message.lines(single) > 1) {
                throw new SipParseException("More than one " + single.text());
            }
        }
    }

    private static void requireStart(SipRequest request) {
        var version = request.version();
        if (!version.equals(version.strip())) {
            throw new SipParseException("Bad request line");
        }
        if (!version.equalsIgnoreCase(SipRequest.VERSION)) {
            throw new SipParseException(505, "Version Not Supported");
        }
        if (!Method.isMethod(request.method())) {
            throw new SipParseException("Bad method");
        }
        requireUri(request);
    }

    /** What is no URI at all is refused here; a scheme that is not ours may pass a proxy that knows where to send it. */
    private static void requireUri(SipRequest request) {
        var uri = request.uri();
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c > 126 || !Ascii.uri((byte) c)) {
                throw new SipParseException("Bad Request-URI");
            }
        }
        if (uri.indexOf(':') < 1) {
            throw new SipParseException("Request-URI without a scheme");
        }
        if (Uris.isSip(uri) && !request.sipUri().headers().isEmpty()) {
            throw new SipParseException("Header fields in the Request-URI"); // §19.1.1
        }
    }

    private static void addresses(SipMessage message) {
        message.fromTagRange(); // both read the whole value
        message.hasToTag();
    }

    private static void framed(SipMessage message) {
        message.via();
        requireCallId(message.bytes);
        int length = message.numberOr(HeaderName.CONTENT_LENGTH, -1);
        if (length >= 0 && length != message.bytes.bodyLength()) {
            throw new SipParseException("Content-Length does not match the body");
        }
    }

    private static void requireCallId(MessageBytes bytes) {
        int entry = bytes.find(HeaderName.CALL_ID, 0);
        if (entry < 0) {
            throw SipMessage.missing(HeaderName.CALL_ID);
        }
        int value = bytes.index.value(entry);
        var array = bytes.array(value);
        int from = bytes.offset(value);
        int to = from + bytes.index.valueEnd(entry) - value;
        for (int at = from; at < to; at++) {
            if (array[at] <= ' ' || array[at] == 127) {
                throw new SipParseException("Bad Call-ID");
            }
        }
        if (from == to) {
            throw new SipParseException("Bad Call-ID");
        }
    }

    private static void requireDate(SipRequest request) {
        if (request.has(HeaderName.DATE)
                && !SipDate.isDate(request.first(HeaderName.DATE).orElse(""))) {
            throw new SipParseException("Bad Date");
        }
    }
}
