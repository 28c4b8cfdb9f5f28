package io.carillon.testkit;

import io.carillon.sip.auth.Challenge;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.util.Optional;
import java.util.function.Function;

/** Registration as the UE does it (TS 24.229 §5.1.1). */
final class RegisterFlow {
    /** A challenge, a resynchronisation, its new challenge, and a longer interval. */
    private static final int ATTEMPTS = 5;

    private final UeSettings settings;
    private final UeRequests requests;
    private final Optional<SecAgree> security;
    private final Function<SipRequest, SipResponse> network;
    private volatile Registration registration = Registration.NONE;

    RegisterFlow(
            UeSettings settings,
            UeRequests requests,
            Optional<SecAgree> security,
            Function<SipRequest, SipResponse> network) {
        this.settings = settings;
        this.security = security;
        this.requests = requests;
        this.network = network;
    }

    Registration registration() {
        return registration;
    }

    /** REGISTER until the network has decided; gives its last answer. @param wanted seconds, 0 to de-register */
    synchronized SipResponse register(long wanted) {
        var uri = "sip:" + settings.home();
        long expires = wanted;
        var authorization = settings.credential().opening(settings.home(), uri);
        SipResponse answer = network.apply(
                requests.register(authorization, expires, edit -> security.ifPresent(each -> each.addTo(edit))));
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            if (answer.status() == 401) {
                authorization = answered(answer, uri);
                protect(answer);
            } else if (answer.status() == 423) {
                expires = answer.number(HeaderName.MIN_EXPIRES).orElse(3_600);
            } else {
                break;
            }
            answer = network.apply(
                    requests.register(authorization, expires, edit -> security.ifPresent(each -> each.addTo(edit))));
        }
        if (answer.isSuccess()) {
            security.ifPresent(SecAgree::registered);
            registration = expires == 0 ? Registration.NONE : granted(answer);
        }
        return answer;
    }

    private void protect(SipResponse challenge) {
        settings.credential().keys().ifPresent(keys -> security.ifPresent(each -> each.challenged(challenge, keys)));
    }

    private String answered(SipResponse challenged, String uri) {
        var challenge = Challenge.strongest(challenged.all(HeaderName.WWW_AUTHENTICATE))
                .orElseThrow(() -> new IllegalStateException("401 without a challenge that can be met"));
        return settings.credential().answer(challenge, uri);
    }

    /** The contact with the longest time is this phone's: it registered last. */
    private static Registration granted(SipResponse ok) {
        long expires = ok.addresses(HeaderName.CONTACT).stream()
                .flatMap(contact -> contact.params().text("expires").stream())
                .mapToLong(Long::parseLong)
                .max()
                .orElse(0);
        return new Registration(
                ok.all(HeaderName.SERVICE_ROUTE),
                ok.addresses(HeaderName.P_ASSOCIATED_URI).stream()
                        .map(NameAddr::uri)
                        .toList(),
                expires);
    }
}
