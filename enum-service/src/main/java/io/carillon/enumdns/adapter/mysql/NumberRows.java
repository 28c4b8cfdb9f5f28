package io.carillon.enumdns.adapter.mysql;

import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** Digits sort as text in the key's binary collation, so that a number's successors stand right behind it. */
interface NumberRows extends JpaRepository<NumberEntity, String> {

    @Query("select n from NumberEntity n where n.digits >= :from order by n.digits")
    List<NumberEntity> from(String from, Limit limit);

    @Query("select n from NumberEntity n where n.digits like :pattern and n.digits > :after order by n.digits")
    List<NumberEntity> after(String pattern, String after, Limit limit);
}
