@NullMarked
package io.carillon.console.network;

import org.jspecify.annotations.NullMarked;
