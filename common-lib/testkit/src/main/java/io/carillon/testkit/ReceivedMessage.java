package io.carillon.testkit;

import io.carillon.sip.message.SipRequest;

/**
 * A text that came: a pager message, or a short message.
 *
 * @param from for a pager message the asserted identity, for a short message the originating number
 * @param request the MESSAGE that brought it
 */
public record ReceivedMessage(String from, String text, SipRequest request) {}
