/** The nodes, their health and what they count. */
@NullMarked
package io.carillon.console.network;

import org.jspecify.annotations.NullMarked;
