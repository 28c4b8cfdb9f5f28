@NullMarked
package io.carillon.launcher.demo;

import org.jspecify.annotations.NullMarked;
