/** The data plane: sockets, the selector threads that read them, and the nodes that each packet passes. */
@NullMarked
package io.carillon.rtpproxy.pipeline;

import org.jspecify.annotations.NullMarked;
