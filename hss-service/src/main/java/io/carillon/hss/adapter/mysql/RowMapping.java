package io.carillon.hss.adapter.mysql;

import io.carillon.hss.subscriber.Capabilities;
import io.carillon.hss.subscriber.ImplicitSet;
import io.carillon.hss.subscriber.PublicIdentity;
import io.carillon.hss.subscriber.ServingNode;
import io.carillon.hss.subscriber.Subscriber;
import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import java.util.Objects;
import java.util.Optional;

/** Rows read as what they stand for. */
final class RowMapping {
    private RowMapping() {}

    static Subscriber subscriber(SubscriberRow row) {
        return new Subscriber(
                new Impi(row.impi),
                row.scheme,
                Optional.ofNullable(row.algorithm),
                row.sets.stream().map(RowMapping::set).toList(),
                new Capabilities(
                        NumberList.parse(row.mandatoryCapabilities), NumberList.parse(row.optionalCapabilities)),
                Optional.ofNullable(row.scscfName)
                        .map(name -> new ServingNode(
                                name,
                                Objects.requireNonNullElse(row.scscfHost, ""),
                                Objects.requireNonNullElse(row.scscfRealm, ""))),
                row.profile.name,
                row.revision,
                row.createdAt);
    }

    private static ImplicitSet set(RegistrationSetRow row) {
        return new ImplicitSet(
                row.id,
                row.setNumber,
                row.state,
                row.authPending,
                row.identities.stream()
                        .map(each -> new PublicIdentity(
                                new Impu(each.impu),
                                each.barred,
                                Optional.ofNullable(each.displayName),
                                each.kind,
                                Optional.ofNullable(each.profile).map(own -> own.name)))
                        .toList());
    }
}
