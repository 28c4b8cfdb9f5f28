/** Objects in a bucket of an S3 server. */
@NullMarked
package io.carillon.im.adapter.s3;

import org.jspecify.annotations.NullMarked;
