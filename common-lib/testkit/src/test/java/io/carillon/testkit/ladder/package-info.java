@NullMarked
package io.carillon.testkit.ladder;

import org.jspecify.annotations.NullMarked;
