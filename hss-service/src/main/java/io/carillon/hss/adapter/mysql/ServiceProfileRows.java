package io.carillon.hss.adapter.mysql;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface ServiceProfileRows extends JpaRepository<ServiceProfileRow, Long> {

    Optional<ServiceProfileRow> findByName(String name);

    @Query("select p.name from ServiceProfileRow p order by p.name")
    List<String> names();
}
