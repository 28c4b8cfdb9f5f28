@NullMarked
package io.carillon.im.adapter.fastdfs;

import org.jspecify.annotations.NullMarked;
