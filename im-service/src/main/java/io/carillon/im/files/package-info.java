/** Contents that are too large for a row: in an object store behind one port, as files of RFC 5547 and large messages. */
@NullMarked
package io.carillon.im.files;

import org.jspecify.annotations.NullMarked;
