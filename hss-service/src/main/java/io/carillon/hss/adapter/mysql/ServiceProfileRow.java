package io.carillon.hss.adapter.mysql;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

@Entity
@Table(name = "service_profile")
class ServiceProfileRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    String name;

    /** The filter criteria as JSON. */
    @Column(length = 1 << 24)
    String criteria;

    @Version
    long version;

    protected ServiceProfileRow() {}

    ServiceProfileRow(String name, String criteria) {
        this.name = name;
        this.criteria = criteria;
    }
}
