package io.carillon.node.settings;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Something of every node that can be set while it runs: a bean.
 *
 * @param name as paths have it
 * @param type of its document, whose constructor refuses with an {@link IllegalArgumentException} what cannot be
 * @param current what is in force
 * @param force puts it in force
 */
public record RunTimeSetting<D>(String name, Class<D> type, Supplier<D> current, Consumer<D> force) {}
