package io.carillon.msrp;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What an endpoint is to its clients as their relay (RFC 4976).
 *
 * @param realm that clients have their passwords in
 * @param accounts whom it relays for
 * @param reach where its clients' messages may go; not a way into everybody's network
 * @param shortest and
 * @param longest time that a client may ask for (§5.1)
 * @param usual for who asks for none
 */
public record RelaySettings(
        String realm,
        Accounts accounts,
        Predicate<MsrpUri> reach,
        Duration shortest,
        Duration usual,
        Duration longest,
        Clock clock) {
    /** Who may use the relay. */
    public interface Accounts {
        Optional<String> password(String user);
    }

    public RelaySettings(String realm, Accounts accounts, Predicate<MsrpUri> reach) {
        this(
                realm,
                accounts,
                reach,
                Duration.ofMinutes(1),
                Duration.ofMinutes(15),
                Duration.ofHours(1),
                Clock.systemUTC());
    }
}
