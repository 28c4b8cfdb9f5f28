package io.carillon.diameter.cx;

import static io.carillon.diameter.BaseAvps.FRAMED_INTERFACE_ID;
import static io.carillon.diameter.BaseAvps.FRAMED_IPV6_PREFIX;
import static io.carillon.diameter.BaseAvps.FRAMED_IP_ADDRESS;
import static io.carillon.diameter.cx.CxAvps.CONFIDENTIALITY_KEY;
import static io.carillon.diameter.cx.CxAvps.INTEGRITY_KEY;
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
import java.net.InetAddress;
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
            .extra(SipAuthDataItem::extra);

    public static Draft<SipAuthDataItem> draft() {
        return GRAMMAR.draft();
    }

    /** IMS-AKA (TS 33.203). */
    public static final String AKA = "Digest-AKAv1-MD5";

    public static final String SIP_DIGEST = "SIP Digest";
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

    public static SipAuthDataItem digest(SipDigestAuthenticate digest) {
        return draft().set(SIP_AUTHENTICATION_SCHEME, SIP_DIGEST)
                .set(SIP_DIGEST_AUTHENTICATE, digest)
                .build();
    }
}
