package io.carillon.console.adapter.mysql;

import io.carillon.console.audit.AuditEntry;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "audit")
class AuditEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private Instant time = Instant.EPOCH;
    private String account = "";
    private String source = "";
    private String method = "";
    private String path = "";
    private int status;

    protected AuditEntity() {}

    AuditEntity(AuditEntry entry) {
        this.time = entry.time();
        this.account = entry.account();
        this.source = entry.source();
        this.method = entry.method();
        this.path = entry.path();
        this.status = entry.status();
    }

    AuditEntry entry() {
        return new AuditEntry(id == null ? 0 : id, time, account, source, method, path, status);
    }
}
