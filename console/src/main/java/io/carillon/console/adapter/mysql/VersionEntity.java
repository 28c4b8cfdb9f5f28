package io.carillon.console.adapter.mysql;

import io.carillon.console.configuration.Version;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Entity
@Table(name = "configuration")
class VersionEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String setting = "";
    private String document = "";
    private String account = "";
    private Instant time = Instant.EPOCH;
    private String note = "";

    protected VersionEntity() {}

    VersionEntity(String setting, JsonNode document, String account, Instant time, String note) {
        this.setting = setting;
        this.document = document.toString();
        this.account = account;
        this.time = time;
        this.note = note;
    }

    Version version(JsonMapper json) {
        return new Version(id == null ? 0 : id, setting, json.readTree(document), account, time, note);
    }
}
