-- What application servers keep with the HSS and want to hear of (TS 29.328), and what an S-CSCF needs to take up a
-- registration that it lost (TS 23.380 §4).

ALTER TABLE registration_set ADD COLUMN restoration TEXT NULL;

CREATE TABLE repository_data (
    registration_set_id BIGINT       NOT NULL,
    service             VARCHAR(255) NOT NULL,
    sequence_number     INT          NOT NULL,
    service_data        MEDIUMTEXT   NOT NULL,
    PRIMARY KEY (registration_set_id, service),
    CONSTRAINT fk_repository_data_set FOREIGN KEY (registration_set_id) REFERENCES registration_set (id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE data_watch (
    id                  BIGINT       NOT NULL AUTO_INCREMENT,
    registration_set_id BIGINT       NOT NULL,
    impu                VARCHAR(255) NOT NULL,
    as_host             VARCHAR(255) NOT NULL,
    as_realm            VARCHAR(255) NOT NULL,
    data_reference      INT          NOT NULL,
    detail              VARCHAR(255) NOT NULL,
    one_time            BOOLEAN      NOT NULL,
    expires_at          DATETIME(6)  NULL,
    PRIMARY KEY (id),
    CONSTRAINT uq_data_watch UNIQUE (registration_set_id, as_host, data_reference, detail),
    CONSTRAINT fk_data_watch_set FOREIGN KEY (registration_set_id) REFERENCES registration_set (id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
