@org.jspecify.annotations.NullMarked
package io.carillon.bench.chain;
