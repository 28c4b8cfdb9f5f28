@org.jspecify.annotations.NullMarked
package io.carillon.msrp;
