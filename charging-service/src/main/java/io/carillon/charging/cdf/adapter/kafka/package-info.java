/** Charging events from Kafka. */
@NullMarked
package io.carillon.charging.cdf.adapter.kafka;

import org.jspecify.annotations.NullMarked;
