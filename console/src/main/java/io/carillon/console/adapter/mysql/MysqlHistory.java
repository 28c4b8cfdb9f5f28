package io.carillon.console.adapter.mysql;

import io.carillon.console.configuration.History;
import io.carillon.console.configuration.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Repository
class MysqlHistory implements History {
    private final VersionRows rows;
    private final JsonMapper json;

    MysqlHistory(VersionRows rows, JsonMapper json) {
        this.rows = rows;
        this.json = json;
    }

    @Override
    public Version add(String setting, JsonNode document, String account, Instant time, String note) {
        return rows.save(new VersionEntity(setting, document, account, time, note))
                .version(json);
    }

    @Override
    public List<Version> of(String setting, Optional<Long> before, int limit) {
        return rows
                .findBySettingAndIdLessThanOrderByIdDesc(setting, before.orElse(Long.MAX_VALUE), Limit.of(limit))
                .stream()
                .map(row -> row.version(json))
                .toList();
    }

    @Override
    public Optional<Version> find(String setting, long id) {
        return rows.findBySettingAndId(setting, id).map(row -> row.version(json));
    }
}
