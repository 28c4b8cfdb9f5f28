/** Accounts and audit in MySQL. */
@NullMarked
package io.carillon.console.adapter.mysql;

import org.jspecify.annotations.NullMarked;
