@NullMarked
package io.carillon.im.files;

import org.jspecify.annotations.NullMarked;
