package io.carillon.enumdns.adapter.mysql;

import io.carillon.enumdns.E164;
import io.carillon.enumdns.NumberMapping;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/** A row of number_mapping. */
@Entity
@Table(name = "number_mapping")
@NullUnmarked
class NumberEntity {
    @Id
    @Column(name = "e164")
    private String digits;

    private String uri;

    @Column(name = "routing_number")
    private String routingNumber;

    private boolean npdi;

    NumberEntity() {}

    NumberEntity(NumberMapping mapping) {
        digits = mapping.number().digits();
        uri = mapping.uri().orElse(null);
        routingNumber = mapping.routingNumber().orElse(null);
        npdi = mapping.dipped();
    }

    NumberMapping mapping() {
        return new NumberMapping(new E164(digits), Optional.ofNullable(uri), Optional.ofNullable(routingNumber), npdi);
    }

    String digits() {
        return digits;
    }
}
