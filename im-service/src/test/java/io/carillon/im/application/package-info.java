@NullMarked
package io.carillon.im.application;

import org.jspecify.annotations.NullMarked;
