@NullMarked
package io.carillon.testkit.sms;

import org.jspecify.annotations.NullMarked;
