package io.carillon.hss.adapter.mysql;

import io.carillon.hss.subscriber.AkaAlgorithm;
import io.carillon.hss.subscriber.Scheme;
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
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.BatchSize;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "subscriber")
class SubscriberRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    String impi;

    @Enumerated(EnumType.STRING)
    Scheme scheme;

    byte[] secret;

    @Column(name = "digest_realm")
    @Nullable
    String digestRealm;

    long sqn;

    @Column(name = "mandatory_capabilities")
    String mandatoryCapabilities;

    @Column(name = "optional_capabilities")
    String optionalCapabilities;

    @Column(name = "scscf_name")
    @Nullable
    String scscfName;

    @Column(name = "scscf_host")
    @Nullable
    String scscfHost;

    @Column(name = "scscf_realm")
    @Nullable
    String scscfRealm;

    /** Eager, as a proxy would not fill the field. */
    @ManyToOne(optional = false, fetch = FetchType.EAGER)
    @JoinColumn(name = "profile_id")
    ServiceProfileRow profile;

    @Column(name = "created_at")
    Instant createdAt;

    @Enumerated(EnumType.STRING)
    @Nullable
    AkaAlgorithm algorithm;

    /** Moved on by every order. */
    long revision;

    /** Moved on by every Cx command that changes the row, too. */
    @Version
    long version;

    @OneToMany(mappedBy = "subscriber", cascade = CascadeType.ALL)
    @OrderBy("setNumber")
    @BatchSize(size = 100)
    List<RegistrationSetRow> sets = new ArrayList<>();

    protected SubscriberRow() {}
}
