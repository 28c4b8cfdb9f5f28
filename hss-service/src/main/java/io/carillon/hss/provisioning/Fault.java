package io.carillon.hss.provisioning;

/** What is wrong with a field of an order, and how to mend it. */
public record Fault(String field, String message) {}
