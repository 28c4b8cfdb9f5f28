@NullMarked
package io.carillon.im.pager;

import org.jspecify.annotations.NullMarked;
