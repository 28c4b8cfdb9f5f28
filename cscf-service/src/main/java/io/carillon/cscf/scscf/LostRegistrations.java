package io.carillon.cscf.scscf;

import io.carillon.cscf.hss.HomeSubscribers;
import io.carillon.cscf.hss.HomeSubscribers.Assignment;
import io.carillon.cscf.hss.HomeSubscribers.AssignmentType;
import io.carillon.cscf.hss.HomeSubscribers.Kept;
import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users whom this S-CSCF does not know: their profile comes from the HSS, and if they are registered all the same, the
 * store having been lost, their contacts too (TS 23.380 §4.3, §4.4).
 */
public final class LostRegistrations {
    private static final Logger LOG = LoggerFactory.getLogger(LostRegistrations.class);

    /** How long the profile of an unregistered user is kept. */
    private static final Duration UNREGISTERED = Duration.ofHours(1);

    /** A restored contact whose lifetime nobody knows. */
    private static final long USUAL = 3_600;

    private final HomeSubscribers hss;
    private final Bindings bindings;
    private final Clock clock;

    public LostRegistrations(HomeSubscribers hss, Bindings bindings, Clock clock) {
        this.hss = hss;
        this.bindings = bindings;
        this.clock = clock;
    }

    /** Services for the unregistered state: the HSS gives the profile and keeps this S-CSCF (TS 29.228 §6.1.2). */
    Registration unregistered(Impu impu) {
        return switch (hss.assign(Optional.empty(), impu, AssignmentType.UNREGISTERED_USER, false)) {
            case Assignment.Done(var userData, var kept, var charging) ->
                restored(impu, userData.orElseThrow(() -> new SipFailure(480)), kept, charging);
            case Assignment.Refused(var cause) -> throw new SipFailure(cause.sessionStatus());
        };
    }

    /** The registration of a user who speaks to us and must therefore have one; empty if the HSS knows of none. */
    Optional<Registration> registered(Impu impu) {
        return switch (hss.assign(Optional.empty(), impu, AssignmentType.NO_ASSIGNMENT, false)) {
            case Assignment.Done(var userData, var kept, var charging) ->
                userData.filter(ignored -> !kept.isEmpty()).map(data -> restored(impu, data, kept, charging));
            case Assignment.Refused(var cause) -> {
                if (cause == HomeSubscribers.Cause.UNAVAILABLE) {
                    throw new SipFailure(cause.sessionStatus());
                }
                yield Optional.empty();
            }
        };
    }

    private Registration restored(Impu impu, byte[] userData, List<Kept> kept, String charging) {
        var nobody = Impi.parse("unregistered@unregistered.invalid");
        var downloaded = Registration.downloaded(nobody, userData, charging);
        var impi = kept.stream()
                .map(Kept::impi)
                .findFirst()
                .or(() -> downloaded.profile().impi())
                .orElse(nobody);
        var contacts = kept.stream()
                .map(each -> contact(impu, each))
                .flatMap(Optional::stream)
                .toList();
        var registration = new Registration(impi, userData, downloaded.profile(), contacts, charging);
        if (contacts.isEmpty()) {
            return bindings.bind(registration, List.of(), UNREGISTERED).registration();
        }
        LOG.info("Registration of {} restored from the HSS with {} contacts", impu, contacts.size());
        return bindings.bind(registration, List.of(), Duration.ofDays(1)).registration();
    }

    /** What the HSS keeps of a registration. */
    List<Kept> kept(Impi impi, List<Contact> contacts) {
        var now = clock.instant();
        return contacts.stream()
                .filter(each -> each.impi().equals(impi.value()))
                .map(each -> new Kept(
                        impi,
                        each.address()
                                .with("expires", Long.toString(each.secondsLeft(now)))
                                .toString(),
                        each.path(),
                        each.callId()))
                .toList();
    }

    /** What the HSS has kept badly is lost: the phone will register again. */
    private Optional<Contact> contact(Impu impu, Kept kept) {
        try {
            return Optional.of(contact(impu, kept, NameAddr.parse(kept.contact())));
        } catch (SipParseException | NumberFormatException e) {
            LOG.warn("The HSS has kept a contact of {} that cannot be read: {}", impu, e.getMessage());
            return Optional.empty();
        }
    }

    private Contact contact(Impu impu, Kept kept, NameAddr address) {
        var now = clock.instant();
        long seconds = address.params().text("expires").map(Long::parseLong).orElse(USUAL);
        boolean outbound =
                address.params().has("reg-id") && Contact.instance(address).isPresent();
        return new Contact(
                outbound
                        ? Contact.device(address) + ";"
                                + address.params().text("reg-id").orElse("")
                        : Contact.device(address),
                address.without("expires").toString(),
                kept.path(),
                now.plusSeconds(seconds).toEpochMilli(),
                kept.callId(),
                0,
                0,
                kept.impi().value(),
                impu.value(),
                now.toEpochMilli(),
                0,
                Contact.instance(address).isPresent(),
                "");
    }
}
