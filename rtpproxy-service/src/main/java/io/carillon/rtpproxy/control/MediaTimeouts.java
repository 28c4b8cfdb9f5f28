package io.carillon.rtpproxy.control;

import java.time.Duration;

/**
 * How long a call may be silent before it is given up.
 *
 * @param offered before an answer: longer than a phone may ring
 * @param media while media should flow
 * @param held while every line is inactive
 */
record MediaTimeouts(Duration offered, Duration media, Duration held) {}
