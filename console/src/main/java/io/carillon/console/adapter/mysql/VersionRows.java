package io.carillon.console.adapter.mysql;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;

interface VersionRows extends JpaRepository<VersionEntity, Long> {
    List<VersionEntity> findBySettingAndIdLessThanOrderByIdDesc(String setting, long before, Limit limit);

    Optional<VersionEntity> findBySettingAndId(String setting, long id);
}
