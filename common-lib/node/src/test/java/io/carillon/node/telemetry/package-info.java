@NullMarked
package io.carillon.node.telemetry;

import org.jspecify.annotations.NullMarked;
