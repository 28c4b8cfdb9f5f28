/** History and outbox in HBase. */
@NullMarked
package io.carillon.im.adapter.hbase;

import org.jspecify.annotations.NullMarked;
