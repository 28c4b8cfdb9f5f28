/** Objects as files in a FastDFS. */
@NullMarked
package io.carillon.im.adapter.fastdfs;

import org.jspecify.annotations.NullMarked;
