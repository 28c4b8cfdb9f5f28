@NullMarked
package io.carillon.im.adapter.redis;

import org.jspecify.annotations.NullMarked;
