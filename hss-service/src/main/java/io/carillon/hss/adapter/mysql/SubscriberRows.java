package io.carillon.hss.adapter.mysql;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface SubscriberRows extends JpaRepository<SubscriberRow, Long> {

    Optional<SubscriberRow> findByImpi(String impi);

    Page<SubscriberRow> findAllByOrderByImpi(Pageable page);

    List<SubscriberRow> findByImpiGreaterThanOrderByImpi(String impi, Pageable page);

    @Query("select s.id from SubscriberRow s where s.impi like :pattern escape '!' order by s.impi")
    List<Long> withImpi(String pattern, Pageable page);

    @Query("select i.subscriber.id from PublicIdentityRow i where i.impu like :pattern escape '!' order by i.impu")
    List<Long> withImpu(String pattern, Pageable page);

    List<SubscriberRow> findByIdInOrderByImpi(Collection<Long> ids);

    /** The sets and identities go with it, by the schema. */
    @Modifying
    @Query("delete from SubscriberRow s where s.impi = :impi")
    int remove(String impi);

    /** The same, unless an order has changed it since it was read. */
    @Modifying
    @Query("delete from SubscriberRow s where s.impi = :impi and s.revision = :revision")
    int remove(String impi, long revision);

    /** Served subscribers of a profile, page by page in the order of their private identities. */
    @Query("select s.impi from SubscriberRow s"
            + " where (s.profile.id = :profile"
            + " or exists (select 1 from PublicIdentityRow i where i.subscriber = s and i.profile.id = :profile))"
            + " and s.scscfName is not null and s.impi > :after order by s.impi")
    List<String> servedWith(long profile, String after, Pageable page);
}
