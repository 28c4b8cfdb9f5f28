package io.carillon.charging.ocs.adapter.mysql;

import io.carillon.charging.ocs.ChargingSession;
import io.carillon.charging.ocs.Meter;
import io.carillon.identity.Impu;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "charging_session")
class SessionRow {

    @Id
    @Column(name = "session_id")
    private String sessionId = "";

    @Column(name = "impu")
    private String impu = "";

    @Column(name = "destination")
    private String destination = "";

    @Convert(converter = MetersColumn.class)
    @Column(name = "meters")
    private Map<String, Meter> meters = Map.of();

    @Column(name = "reserved")
    private long reserved;

    @Column(name = "last_number")
    private long lastNumber;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    @Column(name = "state")
    private ChargingSession.State state = ChargingSession.State.OPEN;

    @Column(name = "expires_at")
    private Instant expires = Instant.EPOCH;

    protected SessionRow() {}

    ChargingSession toSession() {
        return new ChargingSession(sessionId, Impu.parse(impu), destination, meters, lastNumber, state, expires);
    }

    void take(ChargingSession session) {
        impu = session.account().value();
        destination = session.destination();
        meters = session.meters();
        reserved = session.reserved();
        lastNumber = session.lastNumber();
        state = session.state();
        expires = session.expires();
    }

    boolean due(Instant now) {
        return state == ChargingSession.State.OPEN && expires.isBefore(now);
    }
}
