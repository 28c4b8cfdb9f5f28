/** Messages as their history tells them: who, when, what became of them. */
@NullMarked
package io.carillon.im.store;

import org.jspecify.annotations.NullMarked;
