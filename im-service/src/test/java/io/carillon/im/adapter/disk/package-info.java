@NullMarked
package io.carillon.im.adapter.disk;

import org.jspecify.annotations.NullMarked;
