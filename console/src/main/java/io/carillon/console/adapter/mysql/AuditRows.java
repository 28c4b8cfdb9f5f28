package io.carillon.console.adapter.mysql;

import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;

interface AuditRows extends JpaRepository<AuditEntity, Long> {
    List<AuditEntity> findByIdLessThanOrderByIdDesc(long before, Limit limit);
}
