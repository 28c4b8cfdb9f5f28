package io.carillon.hss.adapter.mysql;

import io.carillon.hss.subscriber.Scheme;
import io.carillon.hss.subscriber.SealedSecret;
import io.carillon.hss.subscriber.SealedSecrets;
import io.carillon.identity.Impi;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** Secrets by the master key they are under, which their bytes 2 to 5 name. */
record JdbcSealedSecrets(JdbcTemplate jdbc) implements SealedSecrets {
    private static final String NOT_UNDER = """
            SELECT id, impi, scheme, secret, digest_realm FROM subscriber
             WHERE id > ? AND SUBSTRING(secret, 2, 4) <> ? ORDER BY id LIMIT ?""";
    private static final String REPLACE = "UPDATE subscriber SET secret = ? WHERE id = ? AND secret = ?";
    private static final String COUNT =
            "SELECT LOWER(HEX(SUBSTRING(secret, 2, 4))) AS master_key, COUNT(*) AS secrets FROM subscriber GROUP BY 1";

    @Override
    public List<Stored> notUnder(byte[] masterKeyId, long after, int most) {
        return jdbc.query(
                NOT_UNDER,
                (row, number) -> new Stored(
                        row.getLong("id"),
                        new Impi(row.getString("impi")),
                        new SealedSecret(
                                Scheme.valueOf(row.getString("scheme")),
                                row.getBytes("secret"),
                                Optional.ofNullable(row.getString("digest_realm")))),
                after,
                masterKeyId,
                most);
    }

    @Override
    public boolean replace(Stored stored, byte[] sealed) {
        return jdbc.update(REPLACE, sealed, stored.id(), stored.secret().sealed()) > 0;
    }

    @Override
    public Map<String, Long> countByMasterKey() {
        var counts = new TreeMap<String, Long>();
        jdbc.query(COUNT, row -> {
            counts.put(row.getString("master_key"), row.getLong("secrets"));
        });
        return counts;
    }
}
