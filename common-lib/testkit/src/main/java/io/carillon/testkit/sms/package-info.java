/** Short messages over IP as a phone codes them (TS 24.011, TS 23.040): written apart from the im node's codec, which it checks. */
@NullMarked
package io.carillon.testkit.sms;

import org.jspecify.annotations.NullMarked;
