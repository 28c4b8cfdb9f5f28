CREATE TABLE account (
    name    VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    role    VARCHAR(16)  NOT NULL,
    secret  VARCHAR(200) NOT NULL,
    created TIMESTAMP(3) NOT NULL
);

CREATE TABLE audit (
    id      BIGINT AUTO_INCREMENT PRIMARY KEY,
    time    TIMESTAMP(3) NOT NULL,
    account VARCHAR(128) NOT NULL,
    source  VARCHAR(64)  NOT NULL,
    method  VARCHAR(10)  NOT NULL,
    path    VARCHAR(500) NOT NULL,
    status  INT          NOT NULL,
    INDEX audit_time (time)
);
