@NullMarked
package io.carillon.launcher.api;

import org.jspecify.annotations.NullMarked;
