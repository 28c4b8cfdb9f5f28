package io.carillon.hss.sh;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.Result;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.sh.DataReference;
import io.carillon.diameter.sh.IdentitySet;
import io.carillon.hss.sh.ShUsers.User;
import io.carillon.hss.subscriber.FilterCriterion;
import io.carillon.hss.subscriber.ImplicitSet;
import io.carillon.hss.subscriber.PublicIdentity;
import io.carillon.hss.subscriber.RegistrationState;
import io.carillon.hss.subscriber.ServiceProfiles;
import io.carillon.hss.subscriber.ServingNode;
import io.carillon.hss.subscriber.Subscription;
import io.carillon.hss.xml.ChargingNames;
import io.carillon.hss.xml.ShData;
import io.carillon.hss.xml.ShData.Transparent;
import io.carillon.identity.Impu;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What of a user's data is told to an application server (TS 29.328 §7.6). */
record UserDataDocument(Repository repository, ServiceProfiles profiles, ChargingNames charging) {

    /**
     * @param services of repository data, their Service-Indications
     * @param serverName of filter criteria, the application server that they name
     */
    record Wanted(
            List<DataReference> data, List<String> services, Optional<String> serverName, List<IdentitySet> sets) {}

    /** What came of it. */
    sealed interface Made {
        record Written(ShData data) implements Made {}

        record Refused(Result result) implements Made {}
    }

    Made of(User user, Wanted wanted) {
        ShData made = ShData.NONE;
        for (DataReference each : wanted.data()) {
            switch (each) {
                case REPOSITORY_DATA -> {
                    if (wanted.services().isEmpty()) {
                        return new Made.Refused(BaseResult.MISSING_AVP);
                    }
                    made = made.repository(stored(user.set(), wanted.services()));
                }
                case IMS_PUBLIC_IDENTITY -> made = made.identities(identities(user, chosen(wanted.sets())));
                case IMS_USER_STATE ->
                    made = made.userState(state(user.set().state(), user.set().authenticationPending()));
                case SCSCF_NAME ->
                    made = made.scscf(user.subscription().serving().map(ServingNode::name));
                case INITIAL_FILTER_CRITERIA -> {
                    if (wanted.serverName().isEmpty()) {
                        return new Made.Refused(BaseResult.MISSING_AVP);
                    }
                    made = made.criteria(
                            criteria(profiles, user, wanted.serverName().get()));
                }
                case CHARGING_INFORMATION -> made = charging.isNone() ? made : made.charging(charging);
                case MSISDN -> made = made.msisdns(numbers(user.subscription()));
                default -> {
                    // Data of the packet core and of other domains, which this server does not have.
                    return new Made.Refused(ThreeGppResult.USER_DATA_NOT_AVAILABLE);
                }
            }
        }
        return new Made.Written(made);
    }

    private List<Transparent> stored(ImplicitSet set, List<String> services) {
        return services.stream()
                .flatMap(service -> repository.find(set.id(), service).stream())
                .map(UserDataDocument::transparent)
                .toList();
    }

    static Transparent transparent(RepositoryData data) {
        return new Transparent(data.service(), data.sequence(), Optional.of(data.serviceData()));
    }

    static List<FilterCriterion> criteria(ServiceProfiles profiles, User user, String applicationServer) {
        return profiles.of(user.subscription().profileOf(user.identity())).criteriaOf(applicationServer);
    }

    /** All of them, unless the application server said which. */
    static IdentitySet chosen(List<IdentitySet> sets) {
        return sets.isEmpty() ? IdentitySet.ALL_IDENTITIES : sets.getFirst();
    }

    /** Identities that are barred are nobody's to use, and not told. */
    static List<String> identities(User user, IdentitySet which) {
        Stream<ImplicitSet> chosen = switch (which) {
            case ALL_IDENTITIES -> user.subscription().sets().stream();
            case REGISTERED_IDENTITIES ->
                user.subscription().sets().stream().filter(set -> set.state() == RegistrationState.REGISTERED);
            case IMPLICIT_IDENTITIES, ALIAS_IDENTITIES -> Stream.of(user.set());
        };
        return chosen.flatMap(set -> set.identities().stream())
                .filter(each -> !each.barred())
                .filter(each -> which != IdentitySet.ALIAS_IDENTITIES || isAlias(user, each))
                .map(each -> each.impu().value())
                .toList();
    }

    /** Of one set and with one service profile (TS 23.008 §3.1.2). */
    private static boolean isAlias(User user, PublicIdentity other) {
        return other.profile().equals(user.identity().profile());
    }

    private static List<String> numbers(Subscription subscription) {
        return subscription.sets().stream()
                .flatMap(set -> set.identities().stream())
                .map(PublicIdentity::impu)
                .filter(Impu::isTel)
                .map(each -> each.telUri().number().replace("+", ""))
                .toList();
    }

    /** tIMSUserState (TS 29.328 §7.6.5). */
    static int state(RegistrationState state, boolean authenticationPending) {
        return switch (state) {
            case REGISTERED -> 1;
            case UNREGISTERED -> 2;
            case NOT_REGISTERED -> authenticationPending ? 3 : 0;
        };
    }
}
