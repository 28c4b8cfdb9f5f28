/** Media relays over the NG protocol. */
@NullMarked
package io.carillon.sbc.adapter.ng;

import org.jspecify.annotations.NullMarked;
