package io.carillon.cscf.scscf;

import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import io.carillon.sip.auth.Credentials;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipParseException;
import io.carillon.sip.message.SipRequest;
import java.util.List;
import java.util.Optional;

/**
 * A REGISTER taken apart (RFC 3261 §10.3, TS 24.229 §5.4.1.2.1).
 *
 * @param impi from the credentials, else derived from the public identity (TS 23.003 §13.3)
 * @param impu the To URI
 */
public record RegisterRequest(
        SipRequest request, Impi impi, Impu impu, Optional<Credentials> credentials, List<NameAddr> contacts) {
    private static final int MAX_CONTACTS = 8;

    /** @throws SipParseException if a part of it breaks the grammar */
    public static RegisterRequest of(SipRequest request) {
        var impu = impu(request.to().uri());
        var credentials = request.first(HeaderName.AUTHORIZATION).flatMap(Credentials::parse);
        var contacts = request.addresses(HeaderName.CONTACT);
        if (contacts.size() > MAX_CONTACTS) {
            throw new SipParseException("Too many contacts");
        }
        var register = new RegisterRequest(
                request,
                credentials.map(each -> impi(each.username())).orElseGet(() -> derived(impu)),
                impu,
                credentials,
                contacts);
        boolean all = contacts.stream().anyMatch(each -> each.uri().equals("*"));
        if (all && !(register.wildcard() && register.deregistersAll())) {
            throw new SipParseException("Contact * stands alone and with Expires: 0"); // §10.3 step 6
        }
        return register;
    }

    private static Impu impu(String uri) {
        try {
            return Impu.parse(uri);
        } catch (IllegalArgumentException e) {
            throw new SipParseException("Bad public identity in To");
        }
    }

    private static Impi impi(String username) {
        try {
            return Impi.parse(username);
        } catch (IllegalArgumentException e) {
            throw new SipParseException("Bad private identity in Authorization");
        }
    }

    private static Impi derived(Impu impu) {
        if (impu.isTel()) {
            throw new SipParseException("No private identity: send Authorization with a username");
        }
        return impi(impu.value().substring("sip:".length()));
    }

    public boolean wildcard() {
        return contacts.size() == 1 && contacts.getFirst().uri().equals("*");
    }

    public boolean deregistersAll() {
        return !contacts.isEmpty() && contacts.stream().allMatch(contact -> expires(contact, 1) == 0);
    }

    /** The seconds asked for this contact: its own parameter, then the Expires header, then the default (§10.2.1.1). */
    public long expires(NameAddr contact, long otherwise) {
        return contact.params()
                .text("expires")
                .map(RegisterRequest::seconds)
                .or(() -> request.first(HeaderName.EXPIRES).map(RegisterRequest::seconds))
                .orElse(otherwise);
    }

    /** What is no number counts as an hour (§10.2.1.1). */
    private static long seconds(String text) {
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            return 3_600;
        }
        return text.length() > 9 ? Integer.MAX_VALUE : Long.parseLong(text);
    }
}
