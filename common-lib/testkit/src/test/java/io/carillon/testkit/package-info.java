@NullMarked
package io.carillon.testkit;

import org.jspecify.annotations.NullMarked;
