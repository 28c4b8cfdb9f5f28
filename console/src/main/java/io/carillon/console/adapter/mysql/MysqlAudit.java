package io.carillon.console.adapter.mysql;

import io.carillon.console.audit.Audit;
import io.carillon.console.audit.AuditEntry;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Repository;

@Repository
class MysqlAudit implements Audit {
    private final AuditRows rows;

    MysqlAudit(AuditRows rows) {
        this.rows = rows;
    }

    @Override
    public void record(AuditEntry entry) {
        rows.save(new AuditEntity(entry));
    }

    @Override
    public List<AuditEntry> newest(Optional<Long> before, int limit) {
        return rows.findByIdLessThanOrderByIdDesc(before.orElse(Long.MAX_VALUE), Limit.of(limit)).stream()
                .map(AuditEntity::entry)
                .toList();
    }
}
