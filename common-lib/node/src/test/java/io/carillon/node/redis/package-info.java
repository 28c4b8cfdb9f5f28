@org.jspecify.annotations.NullMarked
package io.carillon.node.redis;
