/** Objects on the disk of this machine. */
@NullMarked
package io.carillon.im.adapter.disk;

import org.jspecify.annotations.NullMarked;
