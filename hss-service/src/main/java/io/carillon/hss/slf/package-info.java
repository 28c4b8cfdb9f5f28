/** The subscription locator function: which of several HSSs has a user (TS 23.228 §5.8, TS 29.228 §5.4). */
@NullMarked
package io.carillon.hss.slf;

import org.jspecify.annotations.NullMarked;
