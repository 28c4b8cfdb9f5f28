package io.carillon.console.adapter.mysql;

import org.springframework.data.jpa.repository.JpaRepository;

interface AccountRows extends JpaRepository<AccountEntity, String> {}
