/** Charging data records: on disk before the flow goes on, in Kafka as soon as it can be reached. */
@NullMarked
package io.carillon.node.cdr;

import org.jspecify.annotations.NullMarked;
