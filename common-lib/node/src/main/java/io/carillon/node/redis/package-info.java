/** What every node that keeps state in Redis shares. */
@NullMarked
package io.carillon.node.redis;

import org.jspecify.annotations.NullMarked;
