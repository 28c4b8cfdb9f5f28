package io.carillon.enumdns.adapter.mysql;

import io.carillon.enumdns.E164;
import io.carillon.enumdns.NumberMapping;
import io.carillon.enumdns.Numbers;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** The table number_mapping. */
@Repository
public class MySqlNumbers implements Numbers {
    private final NumberRows rows;
    private final TransactionTemplate transaction;

    MySqlNumbers(NumberRows rows, TransactionTemplate transaction) {
        this.rows = rows;
        this.transaction = transaction;
    }

    /** One look at the key's place tells all three: the number itself, a longer one, or another. */
    @Override
    public Node look(E164 number) {
        return asking(() -> rows.from(number.digits(), Limit.of(1))).stream()
                .findFirst()
                .<Node>map(row -> {
                    if (row.digits().equals(number.digits())) {
                        return new Node.Mapped(row.mapping());
                    }
                    return row.digits().startsWith(number.digits()) ? new Node.Prefix() : new Node.Nothing();
                })
                .orElseGet(Node.Nothing::new);
    }

    @Override
    public Optional<NumberMapping> find(E164 number) {
        return asking(() -> rows.findById(number.digits())).map(NumberEntity::mapping);
    }

    @Override
    public boolean put(NumberMapping mapping) {
        return Boolean.TRUE.equals(asking(() -> transaction.execute(_ -> {
            boolean created = !rows.existsById(mapping.number().digits());
            rows.save(new NumberEntity(mapping));
            return created;
        })));
    }

    @Override
    public boolean remove(E164 number) {
        return Boolean.TRUE.equals(asking(() -> transaction.execute(_ -> {
            Optional<NumberEntity> row = rows.findById(number.digits());
            row.ifPresent(rows::delete);
            return row.isPresent();
        })));
    }

    @Override
    public List<NumberMapping> list(Optional<E164> beginning, Optional<E164> after, int limit) {
        String pattern = beginning.map(E164::digits).orElse("") + "%";
        String from = after.map(E164::digits).orElse("");
        return asking(() -> rows.after(pattern, from, Limit.of(limit))).stream()
                .map(NumberEntity::mapping)
                .toList();
    }

    private static <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (DataAccessException | TransactionException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            throw new StoreAway(
                    String.valueOf(root.getMessage()).lines().findFirst().orElse("no reason known"), e);
        }
    }
}
