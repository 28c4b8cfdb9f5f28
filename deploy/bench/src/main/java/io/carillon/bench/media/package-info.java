/** What a relayed RTP packet costs: our relay and another's, both steered over NG. */
@org.jspecify.annotations.NullMarked
package io.carillon.bench.media;
