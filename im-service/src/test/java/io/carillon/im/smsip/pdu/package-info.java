@NullMarked
package io.carillon.im.smsip.pdu;

import org.jspecify.annotations.NullMarked;
