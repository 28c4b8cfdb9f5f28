-- Where a subscription locator sends requests to (TS 23.228 §5.8): HSSs with the ranges they have, and users by name.

CREATE TABLE hss_location (
    name   VARCHAR(64)   NOT NULL,
    hosts  VARCHAR(2048) NOT NULL,
    ranges LONGTEXT      NOT NULL,
    PRIMARY KEY (name)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE user_location (
    identity VARCHAR(255) NOT NULL,
    location VARCHAR(64)  NOT NULL,
    PRIMARY KEY (identity),
    CONSTRAINT fk_user_location FOREIGN KEY (location) REFERENCES hss_location (name) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
