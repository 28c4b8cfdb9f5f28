CREATE TABLE configuration (
    id       BIGINT AUTO_INCREMENT PRIMARY KEY,
    setting  VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    document MEDIUMTEXT   NOT NULL,
    account  VARCHAR(128) NOT NULL,
    time     TIMESTAMP(3) NOT NULL,
    note     VARCHAR(500) NOT NULL,
    INDEX configuration_setting (setting, id)
);
