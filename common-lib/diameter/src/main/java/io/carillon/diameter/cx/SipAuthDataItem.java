package io.carillon.diameter.cx;

import static io.carillon.diameter.BaseAvps.FRAMED_INTERFACE_ID;
import static io.carillon.diameter.BaseAvps.FRAMED_IPV6_PREFIX;
import static io.carillon.diameter.BaseAvps.FRAMED_IP_ADDRESS;
import static io.carillon.diameter.cx.CxAvps.CONFIDENTIALITY_KEY;
import static io.carillon.diameter.cx.CxAvps.INTEGRITY_KEY;
import static io.carillon.diameter.cx.CxAvps.LINE_IDENTIFIER;
import static io.carillon.diameter.cx.CxAvps.SIP_AUTHENTICATE;
import static io.carillon.diameter.cx.CxAvps.SIP_AUTHENTICATION_CONTEXT;
import static io.carillon.diameter.cx.CxAvps.SIP_AUTHENTICATION_SCHEME;
import static io.carillon.diameter.cx.CxAvps.SIP_AUTHORIZATION;
import static io.carillon.diameter.cx.CxAvps.SIP_DIGEST_AUTHENTICATE;
import static io.carillon.diameter.cx.CxAvps.SIP_ITEM_NUMBER;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.Octets;
import java.lang.invoke.MethodHandles;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** SIP-Auth-Data-Item (TS 29.229 §6.3.13). In an answer authenticate is RAND and AUTN, authorization XRES; in a request for resynchronisation authorization is RAND and AUTS (TS 29.228 §6.3). */
public record SipAuthDataItem(
        Optional<Long> itemNumber,
        Optional<String> scheme,
        Optional<Octets> authenticate,
        Optional<Octets> authorization,
        Optional<Octets> context,
        Optional<Octets> ck,
        Optional<Octets> ik,
        Optional<SipDigestAuthenticate> digest,
        Optional<InetAddress> framedIpAddress,
        Optional<Octets> framedIpv6Prefix,
        Optional<Octets> framedInterfaceId,
        List<Octets> lineIdentifiers,
        List<Avp> extra) {
    public static final Grammar<SipAuthDataItem> GRAMMAR = Grammar.of(
                    SipAuthDataItem.class, MethodHandles.lookup(), CxAvps.DICTIONARY)
            .optional(SIP_ITEM_NUMBER, SipAuthDataItem::itemNumber)
            .optional(SIP_AUTHENTICATION_SCHEME, SipAuthDataItem::scheme)
            .optional(SIP_AUTHENTICATE, SipAuthDataItem::authenticate)
            .optional(SIP_AUTHORIZATION, SipAuthDataItem::authorization)
            .optional(SIP_AUTHENTICATION_CONTEXT, SipAuthDataItem::context)
            .optional(CONFIDENTIALITY_KEY, SipAuthDataItem::ck)
            .optional(INTEGRITY_KEY, SipAuthDataItem::ik)
            .optional(SIP_DIGEST_AUTHENTICATE, SipAuthDataItem::digest)
            .optional(FRAMED_IP_ADDRESS, SipAuthDataItem::framedIpAddress)
            .optional(FRAMED_IPV6_PREFIX, SipAuthDataItem::framedIpv6Prefix)
            .optional(FRAMED_INTERFACE_ID, SipAuthDataItem::framedInterfaceId)
            .repeated(LINE_IDENTIFIER, SipAuthDataItem::lineIdentifiers)
            .extra(SipAuthDataItem::extra);

    /** Octets of the half that names the network. */
    private static final int PREFIX = 8;

    public static Draft<SipAuthDataItem> draft() {
        return GRAMMAR.draft();
    }

    /** IMS-AKA (TS 33.203). */
    public static final String AKA = "Digest-AKAv1-MD5";

    public static final String SIP_DIGEST = "SIP Digest";
    /** NASS-IMS-bundled authentication (TS 33.203 Annex R). */
    public static final String NASS_BUNDLED = "NASS-Bundled";
    /** GPRS-IMS-bundled authentication (TS 33.203 Annex T). */
    public static final String EARLY_IMS = "Early-IMS-Security";
    /** The HSS chooses (TS 29.229 §6.3.9). */
    public static final String UNKNOWN = "Unknown";

    /** What a request asks for. */
    public static SipAuthDataItem asking(String scheme) {
        return draft().set(SIP_AUTHENTICATION_SCHEME, scheme).build();
    }

    /** A request to set the HSS's sequence number right. */
    public static SipAuthDataItem resynchronising(Octets randAndAuts) {
        return draft().set(SIP_AUTHENTICATION_SCHEME, AKA)
                .set(SIP_AUTHORIZATION, randAndAuts)
                .build();
    }

    public static SipAuthDataItem aka(long itemNumber, Octets randAndAutn, Octets xres, Octets ck, Octets ik) {
        return draft().set(SIP_ITEM_NUMBER, itemNumber)
                .set(SIP_AUTHENTICATION_SCHEME, AKA)
                .set(SIP_AUTHENTICATE, randAndAutn)
                .set(SIP_AUTHORIZATION, xres)
                .set(CONFIDENTIALITY_KEY, ck)
                .set(INTEGRITY_KEY, ik)
                .build();
    }

    /** The line that the user's access is. */
    public static SipAuthDataItem line(String line) {
        return draft().set(SIP_AUTHENTICATION_SCHEME, NASS_BUNDLED)
                .add(LINE_IDENTIFIER, Octets.of(line))
                .build();
    }

    /** The address that the user's access network has given him; of an IPv6 one the first half (RFC 3162 §2.3). */
    public static SipAuthDataItem address(InetAddress address) {
        var item = draft().set(SIP_AUTHENTICATION_SCHEME, EARLY_IMS);
        if (address instanceof Inet4Address) {
            return item.set(FRAMED_IP_ADDRESS, address).build();
        }
        var prefix = new byte[2 + PREFIX];
        prefix[1] = PREFIX * Byte.SIZE;
        System.arraycopy(address.getAddress(), 0, prefix, 2, PREFIX);
        return item.set(FRAMED_IPV6_PREFIX, Octets.of(prefix)).build();
    }

    /** Whether this is an address, or of the prefix, that {@link #address} was made of. */
    public boolean isAddress(InetAddress other) {
        if (framedIpAddress.isPresent()) {
            return framedIpAddress.get().equals(other);
        }
        var octets = other.getAddress();
        return other instanceof Inet6Address
                && framedIpv6Prefix
                        .map(Octets::toArray)
                        .filter(prefix -> prefix.length >= 2 + PREFIX && prefix[1] == PREFIX * Byte.SIZE)
                        .filter(prefix -> Arrays.equals(prefix, 2, 2 + PREFIX, octets, 0, PREFIX))
                        .isPresent();
    }

    public static SipAuthDataItem digest(SipDigestAuthenticate digest) {
        return draft().set(SIP_AUTHENTICATION_SCHEME, SIP_DIGEST)
                .set(SIP_DIGEST_AUTHENTICATE, digest)
                .build();
    }
}
