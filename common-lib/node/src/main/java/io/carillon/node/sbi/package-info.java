/** Network functions of 5G speak with each other over HTTP/2 (TS 29.500), with certificates on both sides (TS 33.501 §13.1). */
@NullMarked
package io.carillon.node.sbi;

import org.jspecify.annotations.NullMarked;
