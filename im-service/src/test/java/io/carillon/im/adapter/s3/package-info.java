@NullMarked
package io.carillon.im.adapter.s3;

import org.jspecify.annotations.NullMarked;
