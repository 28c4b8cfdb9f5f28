/** Short messages over IP: IP-SM-GW and service centre in one (TS 24.341, TS 23.204). */
@NullMarked
package io.carillon.im.smsip;

import org.jspecify.annotations.NullMarked;
