/** Subscribers and service profiles over REST. */
@NullMarked
package io.carillon.hss.provisioning;

import org.jspecify.annotations.NullMarked;
