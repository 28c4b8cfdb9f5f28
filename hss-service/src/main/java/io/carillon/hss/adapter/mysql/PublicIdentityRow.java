package io.carillon.hss.adapter.mysql;

import io.carillon.hss.subscriber.IdentityKind;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "public_identity")
class PublicIdentityRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    String impu;

    @ManyToOne(optional = false, fetch = FetchType.LAZY)
    @JoinColumn(name = "subscriber_id")
    SubscriberRow subscriber;

    @ManyToOne(optional = false, fetch = FetchType.LAZY)
    @JoinColumn(name = "registration_set_id")
    RegistrationSetRow set;

    @Column(name = "sort_order")
    int sortOrder;

    boolean barred;

    @Enumerated(EnumType.STRING)
    IdentityKind kind;

    @Column(name = "display_name")
    @Nullable
    String displayName;

    /** Eager, as a proxy would not fill the field. */
    @ManyToOne(fetch = FetchType.EAGER)
    @JoinColumn(name = "profile_id")
    @Nullable
    ServiceProfileRow profile;

    protected PublicIdentityRow() {}
}
