package io.carillon.cscf.scscf;

import io.carillon.cscf.ifc.FilterCriterion;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The body of a third-party REGISTER: what the criterion wants in it, as it is or as parts of one (TS 24.229
 * §5.4.1.7).
 */
record ThirdPartyBody(String contentType, byte[] bytes) {

    static Optional<ThirdPartyBody> of(FilterCriterion criterion, SipRequest register, Optional<SipResponse> answer) {
        var parts = new ArrayList<ThirdPartyBody>();
        criterion.serviceInfo().map(ThirdPartyBody::serviceInfo).ifPresent(parts::add);
        if (criterion.includeRegisterRequest() && answer.isPresent()) {
            parts.add(new ThirdPartyBody("message/sip", register.wire()));
        }
        if (criterion.includeRegisterResponse()) {
            answer.ifPresent(response -> parts.add(new ThirdPartyBody("message/sip", response.wire())));
        }
        return parts.size() > 1 ? Optional.of(multipart(parts)) : parts.stream().findFirst();
    }

    /** TS 24.229 §7.6: the service info of the criterion travels in a CDATA section. */
    private static ThirdPartyBody serviceInfo(String text) {
        var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ims-3gpp version=\"1\"><service-info><![CDATA["
                + text.replace("]]>", "]]]]><![CDATA[>") + "]]></service-info></ims-3gpp>";
        return new ThirdPartyBody("application/3gpp-ims+xml", xml.getBytes(StandardCharsets.UTF_8));
    }

    private static ThirdPartyBody multipart(List<ThirdPartyBody> parts) {
        var boundary = UUID.randomUUID().toString();
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(ascii("--" + boundary + "\r\nContent-Type: " + part.contentType() + "\r\n\r\n"));
            all.writeBytes(part.bytes());
            all.writeBytes(ascii("\r\n"));
        }
        all.writeBytes(ascii("--" + boundary + "--\r\n"));
        return new ThirdPartyBody("multipart/mixed;boundary=\"" + boundary + "\"", all.toByteArray());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
