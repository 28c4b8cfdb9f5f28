@NullMarked
package io.carillon.tas.session;

import org.jspecify.annotations.NullMarked;
