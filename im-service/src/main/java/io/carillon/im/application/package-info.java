/** Applications that send and receive messages over HTTP, without a phone: short message entities outside the network. */
@NullMarked
package io.carillon.im.application;

import org.jspecify.annotations.NullMarked;
