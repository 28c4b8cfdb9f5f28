@NullMarked
package io.carillon.stores;

import org.jspecify.annotations.NullMarked;
