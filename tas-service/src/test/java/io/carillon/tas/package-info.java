@NullMarked
package io.carillon.tas;

import org.jspecify.annotations.NullMarked;
