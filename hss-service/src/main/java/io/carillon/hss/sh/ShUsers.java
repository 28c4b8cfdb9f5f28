package io.carillon.hss.sh;

import io.carillon.diameter.Octets;
import io.carillon.diameter.sh.UserIdentity;
import io.carillon.hss.subscriber.ImplicitSet;
import io.carillon.hss.subscriber.PublicIdentity;
import io.carillon.hss.subscriber.Subscription;
import io.carillon.hss.subscriber.Subscriptions;
import io.carillon.identity.IdentityFormatException;
import io.carillon.identity.Impu;
import java.util.Optional;

/** Whom a User-Identity means (TS 29.329 §6.3.1). */
record ShUsers(Subscriptions subscriptions) {

    /** @param impu as the application server wrote it */
    record User(String impu, Subscription subscription, ImplicitSet set, PublicIdentity identity) {
        private static User of(String text, Impu impu, Subscription owner) {
            ImplicitSet set = owner.setOf(impu);
            return new User(text, owner, set, set.identity(impu));
        }

        /** The user of a subscription that somebody watches by an identity which may have been taken from it. */
        static Optional<User> of(String text, Subscription owner) {
            Impu impu = Impu.parse(text);
            return owner.holds(impu) ? Optional.of(of(text, impu, owner)) : Optional.empty();
        }
    }

    Optional<User> find(UserIdentity identity) {
        Optional<String> named =
                identity.publicIdentity().or(() -> identity.msisdn().map(ShUsers::tel));
        try {
            return named.flatMap(text -> {
                Impu impu = Impu.parse(text);
                return subscriptions.of(impu).map(each -> User.of(text, impu, each));
            });
        } catch (IdentityFormatException nobody) {
            return Optional.empty();
        }
    }

    /** TBCD digits, the low half of an octet first (TS 29.329 §6.3.2). */
    private static String tel(Octets msisdn) {
        var digits = new StringBuilder("tel:+");
        for (int i = 0; i < msisdn.length(); i++) {
            int octet = msisdn.at(i) & 0xff;
            digits.append(octet & 0xf);
            if (octet >> 4 != 0xf) {
                digits.append(octet >> 4);
            }
        }
        return digits.toString();
    }
}
