/** The subscriber store in MySQL or MariaDB. */
@NullMarked
package io.carillon.hss.adapter.mysql;

import org.jspecify.annotations.NullMarked;
