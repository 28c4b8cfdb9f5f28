@NullMarked
package io.carillon.im.smsip;

import org.jspecify.annotations.NullMarked;
