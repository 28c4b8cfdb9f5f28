@NullMarked
package io.carillon.im.adapter.hbase;

import org.jspecify.annotations.NullMarked;
