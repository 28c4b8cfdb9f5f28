package io.carillon.stores;

/** Where a MySQL or MariaDB server answers, and as whom to log in. */
public record MySqlServer(String host, int port, String user, String password) {

    /** A URL for that database, which the driver creates when it is missing. */
    public String jdbcUrl(String database) {
        // useInformationSchema=false: MariaDB 11.4 has no column RESERVED in INFORMATION_SCHEMA.KEYWORDS
        return "jdbc:mysql://%s:%d/%s?createDatabaseIfNotExist=true&useInformationSchema=false"
                .formatted(host, port, database);
    }
}
