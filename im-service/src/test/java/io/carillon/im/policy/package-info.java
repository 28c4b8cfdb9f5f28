@NullMarked
package io.carillon.im.policy;

import org.jspecify.annotations.NullMarked;
