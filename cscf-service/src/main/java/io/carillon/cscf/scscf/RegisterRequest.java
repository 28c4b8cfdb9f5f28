package io.carillon.cscf.scscf;

import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import io.carillon.sip.auth.Credentials;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipParseException;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.Via;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A REGISTER taken apart (RFC 3261 §10.3, TS 24.229 §5.4.1.2.1).
 *
 * @param impi from the credentials, else derived from the public identity (TS 23.003 §13.3)
 * @param impu the To URI
 */
public record RegisterRequest(
        SipRequest request, Impi impi, Impu impu, Optional<Credentials> credentials, List<NameAddr> contacts) {
    private static final int MAX_CONTACTS = 8;
    private static final Pattern PROVIDED = Pattern.compile("(?i);\\s*network-provided\\s*(;|$)");
    private static final Pattern LINE =
            Pattern.compile("(?i);\\s*(?:dsl-location|eth-location|fiber-location)=\"([^\"]*)\"");

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
        if (contacts.stream().filter(each -> each.params().has("reg-id")).count() > 1) {
            throw new SipParseException("One REGISTER, one flow"); // RFC 5626 §6
        }
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

    /** Where the REGISTER comes from: what the first hop saw, or what the phone says of itself (RFC 3261 §18.2.1). */
    public String source() {
        var via = Via.parse(request.all(HeaderName.VIA).getLast());
        return via.params().value("received").orElse(via.host());
    }

    /** The same as an address: the P-CSCF lets nobody without credentials name nodes behind himself. */
    Optional<InetAddress> sourceAddress() {
        return literal(source());
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The line that the network says the phone is on (TS 24.229 §7.2A.4, ETSI TS 187 003). */
    Optional<String> line() {
        return request.all(HeaderName.P_ACCESS_NETWORK_INFO).stream()
                .filter(each -> PROVIDED.matcher(each).find())
                .map(LINE::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }

    /**
     * True if this device keeps several flows, and the first hop of the Path can tell them apart (RFC 5626 §6).
     *
     * @throws SipFailure 439 if that first hop cannot
     */
    boolean isOutbound(NameAddr contact) {
        boolean asks = supports("outbound")
                && contact.params().has("reg-id")
                && Contact.instance(contact).isPresent();
        var path = request.all(HeaderName.PATH);
        if (!asks || path.isEmpty()) {
            return false;
        }
        if (!NameAddr.parse(path.getLast()).sipUri().hasParam("ob")) {
            throw new SipFailure(439, "First Hop Lacks Outbound Support");
        }
        return true;
    }

    /** What the same device, and with outbound the same flow of it, has again. */
    String key(NameAddr contact) {
        return isOutbound(contact)
                ? Contact.device(contact) + ";"
                        + contact.params().text("reg-id").orElse("")
                : Contact.device(contact);
    }

    /** True if the phone can do this option, gruu say. */
    boolean supports(String option) {
        return request.lists(HeaderName.SUPPORTED, option);
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
