package io.carillon.charging.cdf;

/** What came over the topic and is no charging record, with its place there. */
public record RejectedRecord(String topic, int partition, long offset, String reason, byte[] payload) {}
