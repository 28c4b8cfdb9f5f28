/** Accounts, charging sessions and given answers in MySQL. */
@NullMarked
package io.carillon.charging.ocs.adapter.mysql;

import org.jspecify.annotations.NullMarked;
