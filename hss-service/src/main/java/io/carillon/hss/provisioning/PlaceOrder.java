package io.carillon.hss.provisioning;

import io.carillon.diameter.cx.ReasonCode;
import io.carillon.hss.auth.Credentials;
import io.carillon.hss.auth.Vault;
import io.carillon.hss.cx.CxPush;
import io.carillon.hss.sh.ShPush;
import io.carillon.hss.subscriber.NewSubscriber;
import io.carillon.hss.subscriber.Orders;
import io.carillon.hss.subscriber.Orders.Placed;
import io.carillon.hss.subscriber.Precondition;
import io.carillon.hss.subscriber.SealedSecret;
import io.carillon.hss.subscriber.Subscription;
import io.carillon.hss.subscriber.Subscriptions;
import java.security.MessageDigest;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Carries out an order, and tells the S-CSCF of a registered user and who watches him what it changed. */
@Component
class PlaceOrder {
    private final Orders orders;
    private final Subscriptions subscriptions;
    private final CxPush cx;
    private final ShPush sh;
    private final Vault vault;

    PlaceOrder(Orders orders, Subscriptions subscriptions, CxPush cx, ShPush sh, Vault vault) {
        this.orders = orders;
        this.subscriptions = subscriptions;
        this.cx = cx;
        this.sh = sh;
        this.vault = vault;
    }

    Placed put(NewSubscriber order, Precondition precondition) {
        Optional<Subscription> before = precondition.absent() ? Optional.empty() : subscriptions.of(order.impi());
        boolean sameSecret = before.isPresent()
                && order.secret()
                        .filter(wanted -> isSame(order, wanted, before.get().secret()))
                        .isPresent();
        Placed placed = orders.put(sameSecret ? order.withoutSecret() : order, precondition);
        if (placed instanceof Placed.Replaced(var changed) && changed && before.isPresent()) {
            tell(before.get(), order);
            subscriptions.of(order.impi()).ifPresent(after -> sh.ordered(before.get(), after));
        }
        return placed;
    }

    /** The same order twice is to change nothing, though the same secret never looks the same encrypted. */
    private boolean isSame(NewSubscriber order, SealedSecret wanted, SealedSecret stored) {
        if (wanted.scheme() != stored.scheme() || !wanted.realm().equals(stored.realm())) {
            return false;
        }
        Credentials one = vault.open(order.impi(), wanted.scheme(), wanted.sealed());
        Credentials other = vault.open(order.impi(), stored.scheme(), stored.sealed());
        return MessageDigest.isEqual(one.bytes(), other.bytes());
    }

    /** A registered set that is no more cannot be described by a profile. */
    private void tell(Subscription before, NewSubscriber order) {
        boolean lost = before.sets().stream()
                .anyMatch(set -> set.state().isServed() && !order.sets().containsKey(set.number()));
        if (lost) {
            cx.deregister(order.impi(), ReasonCode.PERMANENT_TERMINATION);
        } else {
            cx.pushProfile(order.impi());
        }
    }
}
