package io.carillon.hss.subscriber;

/**
 * One condition of a trigger point.
 *
 * @param group which of the trigger point's groups it belongs to
 */
public record ServicePointTrigger(int group, boolean negated, Condition condition) {}
