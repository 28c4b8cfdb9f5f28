/** Trace events from Kafka. */
@NullMarked
package io.carillon.console.adapter.kafka;

import org.jspecify.annotations.NullMarked;
