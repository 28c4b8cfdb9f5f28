-- Money is in minor currency units throughout.
CREATE TABLE account (
    impu     VARCHAR(255) NOT NULL PRIMARY KEY,
    balance  BIGINT       NOT NULL,
    reserved BIGINT       NOT NULL,
    CONSTRAINT account_never_negative CHECK (reserved >= 0 AND balance >= reserved)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One row a credit-control session (RFC 8506 section 7); meters is JSON: used, paid and held of each service.
CREATE TABLE charging_session (
    session_id  VARCHAR(255) NOT NULL PRIMARY KEY,
    impu        VARCHAR(255) NOT NULL,
    destination VARCHAR(255) NOT NULL,
    meters      TEXT         NOT NULL,
    reserved    BIGINT       NOT NULL,
    last_number BIGINT       NOT NULL,
    state       VARCHAR(16)  NOT NULL,
    expires_at  DATETIME(3)  NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE INDEX charging_session_of_account ON charging_session (impu, state);
CREATE INDEX charging_session_due ON charging_session (state, expires_at);

-- Answers already given, so that a retransmission (RFC 8506 section 8.2) gets the same and charges nothing.
CREATE TABLE credit_answer (
    session_id     VARCHAR(255) NOT NULL,
    request_number BIGINT       NOT NULL,
    answer         TEXT         NOT NULL,
    answered_at    DATETIME(3)  NOT NULL,
    PRIMARY KEY (session_id, request_number)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE INDEX credit_answer_age ON credit_answer (answered_at);

-- Charging records. The id is the writing node, its epoch and a sequence: it arrives more than once, and counts once.
CREATE TABLE cdr (
    id          VARCHAR(128) NOT NULL PRIMARY KEY,
    kind        VARCHAR(16)  NOT NULL,
    started_at  DATETIME(3)  NOT NULL,
    answered_at DATETIME(3),
    ended_at    DATETIME(3)  NOT NULL,
    caller      VARCHAR(255) NOT NULL,
    callee      VARCHAR(255) NOT NULL,
    served_user VARCHAR(255) NOT NULL,
    role        VARCHAR(16)  NOT NULL,
    cause       VARCHAR(255) NOT NULL,
    icid        VARCHAR(255) NOT NULL,
    call_id     VARCHAR(255) NOT NULL,
    node        VARCHAR(255) NOT NULL,
    extra       TEXT         NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE INDEX cdr_call ON cdr (call_id);
CREATE INDEX cdr_caller ON cdr (caller, started_at);
CREATE INDEX cdr_callee ON cdr (callee, started_at);
CREATE INDEX cdr_served_user ON cdr (served_user, started_at);
CREATE INDEX cdr_start ON cdr (started_at);

-- What could not be read as a charging record; the place in the topic makes a redelivery count once.
CREATE TABLE cdr_rejected (
    topic         VARCHAR(200) NOT NULL,
    partition_no  INT          NOT NULL,
    offset_no     BIGINT       NOT NULL,
    reason        VARCHAR(255) NOT NULL,
    payload       MEDIUMBLOB   NOT NULL,
    rejected_at   DATETIME(3)  NOT NULL,
    PRIMARY KEY (topic, partition_no, offset_no)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
