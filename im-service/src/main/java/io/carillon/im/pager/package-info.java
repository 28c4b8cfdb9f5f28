/** Page-mode messages (TS 24.247 §5, RFC 3428). */
@NullMarked
package io.carillon.im.pager;

import org.jspecify.annotations.NullMarked;
