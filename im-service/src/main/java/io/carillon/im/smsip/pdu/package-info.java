/** The short message's own formats: relay layer (TS 24.011) and transfer layer (TS 23.040), with their alphabets (TS 23.038). */
@NullMarked
package io.carillon.im.smsip.pdu;

import org.jspecify.annotations.NullMarked;
