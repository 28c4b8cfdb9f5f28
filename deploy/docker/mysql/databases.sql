-- Runs once, when the data volume is new. Each owner of tables has a database of its own; Flyway makes the tables.
CREATE DATABASE carillon_hss CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE DATABASE carillon_enum CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE DATABASE carillon_console CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE DATABASE carillon_charging CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
GRANT ALL PRIVILEGES ON `carillon\_%`.* TO 'carillon'@'%';
