package io.carillon.charging.ocs.adapter.diameter;

import io.carillon.charging.ocs.Account;
import io.carillon.charging.ocs.CreditRequest;
import io.carillon.charging.ocs.ServiceUse;
import io.carillon.charging.ocs.Unit;
import io.carillon.diameter.SubscriptionId;
import io.carillon.diameter.ro.CreditControlRequest;
import io.carillon.diameter.ro.ImsInformation;
import io.carillon.diameter.ro.MultipleServicesCreditControl;
import io.carillon.diameter.ro.RequestType;
import io.carillon.diameter.ro.RequestedAction;
import io.carillon.diameter.ro.ServiceInformation;
import io.carillon.diameter.ro.ServiceUnit;
import io.carillon.diameter.ro.SmsInformation;
import io.carillon.diameter.ro.UsedServiceUnit;
import io.carillon.identity.IdentityFormatException;
import io.carillon.identity.Impu;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Reads what a Credit-Control-Request asks of an account (TS 32.299 §6.4.2). */
final class CreditRequests {
    /** Service-Context-Id of SMS charging (TS 32.274 §6.3.2); IMS is 32260 (TS 32.260). */
    private static final String SMS_CONTEXT = "32274@";

    private CreditRequests() {}

    static CreditRequest of(CreditControlRequest ccr) {
        return new CreditRequest(
                ccr.sessionId(), ccr.number(), kind(ccr), subscribers(ccr), destination(ccr), services(ccr));
    }

    private static CreditRequest.Kind kind(CreditControlRequest ccr) {
        return switch (ccr.type()) {
            case INITIAL_REQUEST -> CreditRequest.Kind.INITIAL;
            case UPDATE_REQUEST -> CreditRequest.Kind.UPDATE;
            case TERMINATION_REQUEST -> CreditRequest.Kind.TERMINATION;
            case EVENT_REQUEST -> event(ccr.requestedAction().orElse(RequestedAction.DIRECT_DEBITING));
        };
    }

    private static CreditRequest.Kind event(RequestedAction action) {
        return switch (action) {
            case DIRECT_DEBITING -> CreditRequest.Kind.DEBIT;
            case REFUND_ACCOUNT -> CreditRequest.Kind.REFUND;
            case CHECK_BALANCE -> CreditRequest.Kind.CHECK_BALANCE;
            case PRICE_ENQUIRY -> CreditRequest.Kind.PRICE_ENQUIRY;
        };
    }

    /** A SIP URI names an IMS subscriber best, then the number; what is neither has no account here. */
    private static List<Impu> subscribers(CreditControlRequest ccr) {
        List<SubscriptionId> given = new ArrayList<>(ccr.subscriptionIds());
        ccr.serviceInformation().ifPresent(more -> given.addAll(more.subscriptionIds()));
        List<Impu> names = new ArrayList<>();
        given.forEach(id -> sipUri(id).ifPresent(names::add));
        given.forEach(id -> number(id).ifPresent(names::add));
        return names.stream().distinct().toList();
    }

    private static Optional<Impu> sipUri(SubscriptionId id) {
        return switch (id.type()) {
            case SIP_URI -> identity(id.data());
            case E164, IMSI, NAI, PRIVATE -> Optional.empty();
        };
    }

    /** An END_USER_E164 is digits without the plus sign (RFC 8506 §8.47). */
    private static Optional<Impu> number(SubscriptionId id) {
        return switch (id.type()) {
            case E164 -> identity(id.data().startsWith("+") ? "tel:" + id.data() : "tel:+" + id.data());
            case SIP_URI, IMSI, NAI, PRIVATE -> Optional.empty();
        };
    }

    private static Optional<Impu> identity(String text) {
        try {
            return Optional.of(Impu.parse(text)).filter(name -> name.value().length() <= Account.MAX_NAME);
        } catch (IdentityFormatException nobody) {
            return Optional.empty();
        }
    }

    private static String destination(CreditControlRequest ccr) {
        Optional<ImsInformation> ims = ccr.serviceInformation().flatMap(ServiceInformation::ims);
        String called = ims.flatMap(ImsInformation::calledParty)
                .or(() -> ims.flatMap(info -> info.requestedParty().stream().findFirst()))
                .orElse("");
        return called.length() <= Account.MAX_NAME ? called : called.substring(0, Account.MAX_NAME);
    }

    private static List<ServiceUse> services(CreditControlRequest ccr) {
        if (ccr.services().isEmpty() && ccr.type() == RequestType.EVENT_REQUEST) {
            return List.of(new ServiceUse("", Unit.EVENTS, 0, true, messages(ccr)));
        }
        return ccr.services().stream().map(service -> use(service, ccr)).toList();
    }

    private static OptionalLong messages(CreditControlRequest ccr) {
        return positive(
                ccr.serviceInformation().flatMap(ServiceInformation::sms).flatMap(SmsInformation::messages));
    }

    /** Under what a service is metered and answered: TS 32.299 §6.5.7 keys a quota by these two. */
    static String key(MultipleServicesCreditControl service) {
        return service.ratingGroup().map(String::valueOf).orElse("") + service.serviceIdentifiers();
    }

    private static ServiceUse use(MultipleServicesCreditControl service, CreditControlRequest ccr) {
        Unit unit = unit(service, ccr);
        return new ServiceUse(
                key(service),
                unit,
                service.used().stream().mapToLong(used -> amount(used, unit)).reduce(0, CreditRequests::plus),
                service.requested().isPresent(),
                positive(service.requested().flatMap(wanted -> amount(wanted, unit))));
    }

    private static Unit unit(MultipleServicesCreditControl service, CreditControlRequest ccr) {
        return Stream.concat(
                        service.requested().stream().flatMap(CreditRequests::units),
                        service.used().stream().flatMap(CreditRequests::units))
                .findFirst()
                .orElseGet(() -> byContext(ccr));
    }

    private static Stream<Unit> units(ServiceUnit unit) {
        return units(
                unit.time(),
                unit.units(),
                unit.totalOctets().or(unit::inputOctets).or(unit::outputOctets));
    }

    private static Stream<Unit> units(UsedServiceUnit unit) {
        return units(
                unit.time(),
                unit.units(),
                unit.totalOctets().or(unit::inputOctets).or(unit::outputOctets));
    }

    private static Stream<Unit> units(Optional<Long> time, Optional<Long> events, Optional<Long> octets) {
        return Stream.of(time.map(any -> Unit.SECONDS), events.map(any -> Unit.EVENTS), octets.map(any -> Unit.UNRATED))
                .flatMap(Optional::stream);
    }

    private static Unit byContext(CreditControlRequest ccr) {
        boolean counted = ccr.type() == RequestType.EVENT_REQUEST
                || ccr.serviceContextId().contains(SMS_CONTEXT);
        return counted ? Unit.EVENTS : Unit.SECONDS;
    }

    private static long amount(UsedServiceUnit used, Unit unit) {
        return switch (unit) {
            case SECONDS -> used.time().orElse(0L);
            case EVENTS -> used.units().orElse(0L);
            case UNRATED -> 0;
        };
    }

    private static Optional<Long> amount(ServiceUnit wanted, Unit unit) {
        return switch (unit) {
            case SECONDS -> wanted.time();
            case EVENTS -> wanted.units();
            case UNRATED -> Optional.empty();
        };
    }

    /** An Unsigned64 past 2^63 reads as negative: it stays so, and is refused as absurd. */
    private static long plus(long sum, long more) {
        return sum < 0 || more < 0 ? -1 : sum + more;
    }

    /** None asked for, and nothing asked for, both leave the amount to us (RFC 8506 §8.18). */
    private static OptionalLong positive(Optional<Long> amount) {
        return amount.filter(asked -> asked != 0).map(OptionalLong::of).orElse(OptionalLong.empty());
    }
}
