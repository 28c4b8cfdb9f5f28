/** The SIP stack as part of a node: found in the directory, traced, probed, measured, drained. */
@NullMarked
package io.carillon.node.sip;

import org.jspecify.annotations.NullMarked;
