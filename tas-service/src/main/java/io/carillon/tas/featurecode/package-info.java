/** Services set by dialling a code, as {@code *21*number#} (TS 22.030 §6.5). */
@NullMarked
package io.carillon.tas.featurecode;

import org.jspecify.annotations.NullMarked;
