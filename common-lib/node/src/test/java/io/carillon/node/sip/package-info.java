@NullMarked
package io.carillon.node.sip;

import org.jspecify.annotations.NullMarked;
