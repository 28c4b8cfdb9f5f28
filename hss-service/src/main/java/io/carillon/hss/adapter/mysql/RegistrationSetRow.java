package io.carillon.hss.adapter.mysql;

import io.carillon.hss.subscriber.RegistrationState;
import jakarta.persistence.CascadeType;
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
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.BatchSize;

@Entity
@Table(name = "registration_set")
class RegistrationSetRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @ManyToOne(optional = false, fetch = FetchType.LAZY)
    @JoinColumn(name = "subscriber_id")
    SubscriberRow subscriber;

    @Column(name = "set_number")
    int setNumber;

    @Enumerated(EnumType.STRING)
    RegistrationState state = RegistrationState.NOT_REGISTERED;

    @Column(name = "auth_pending")
    boolean authPending;

    @OneToMany(mappedBy = "set", cascade = CascadeType.ALL)
    @OrderBy("sortOrder")
    @BatchSize(size = 100)
    List<PublicIdentityRow> identities = new ArrayList<>();

    protected RegistrationSetRow() {}
}
