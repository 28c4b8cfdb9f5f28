/** The control plane: NG commands (as sipwise rtpengine takes them) turned into relayed media. */
@NullMarked
package io.carillon.rtpproxy.control;

import org.jspecify.annotations.NullMarked;
