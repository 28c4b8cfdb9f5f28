-- Subscribers, their public identities in implicit registration sets, and service profiles.
-- Runs on MySQL 8 and MariaDB 11: no vendor functions, one collation both know.

CREATE TABLE service_profile (
    id       BIGINT       NOT NULL AUTO_INCREMENT,
    name     VARCHAR(64)  NOT NULL,
    criteria LONGTEXT     NOT NULL,
    version  BIGINT       NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT uq_service_profile_name UNIQUE (name)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE subscriber (
    id                     BIGINT         NOT NULL AUTO_INCREMENT,
    impi                   VARCHAR(255)   NOT NULL,
    scheme                 VARCHAR(16)    NOT NULL,
    secret                 VARBINARY(512) NOT NULL,
    digest_realm           VARCHAR(255)   NULL,
    sqn                    BIGINT         NOT NULL,
    mandatory_capabilities VARCHAR(255)   NOT NULL,
    optional_capabilities  VARCHAR(255)   NOT NULL,
    scscf_name             VARCHAR(255)   NULL,
    scscf_host             VARCHAR(255)   NULL,
    scscf_realm            VARCHAR(255)   NULL,
    profile_id             BIGINT         NOT NULL,
    created_at             DATETIME(6)    NOT NULL,
    version                BIGINT         NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT uq_subscriber_impi UNIQUE (impi),
    CONSTRAINT fk_subscriber_profile FOREIGN KEY (profile_id) REFERENCES service_profile (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE registration_set (
    id            BIGINT      NOT NULL AUTO_INCREMENT,
    subscriber_id BIGINT      NOT NULL,
    set_number    INT         NOT NULL,
    state         VARCHAR(16) NOT NULL,
    auth_pending  BOOLEAN     NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT uq_registration_set UNIQUE (subscriber_id, set_number),
    CONSTRAINT fk_registration_set_subscriber FOREIGN KEY (subscriber_id) REFERENCES subscriber (id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE public_identity (
    id                  BIGINT       NOT NULL AUTO_INCREMENT,
    impu                VARCHAR(255) NOT NULL,
    subscriber_id       BIGINT       NOT NULL,
    registration_set_id BIGINT       NOT NULL,
    sort_order          INT          NOT NULL,
    barred              BOOLEAN      NOT NULL,
    display_name        VARCHAR(255) NULL,
    PRIMARY KEY (id),
    CONSTRAINT uq_public_identity_impu UNIQUE (impu),
    CONSTRAINT fk_public_identity_subscriber FOREIGN KEY (subscriber_id) REFERENCES subscriber (id) ON DELETE CASCADE,
    CONSTRAINT fk_public_identity_set FOREIGN KEY (registration_set_id) REFERENCES registration_set (id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
