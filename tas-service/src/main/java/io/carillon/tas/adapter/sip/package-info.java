@NullMarked
package io.carillon.tas.adapter.sip;

import org.jspecify.annotations.NullMarked;
