@NullMarked
package io.carillon.testkit.voice;

import org.jspecify.annotations.NullMarked;
