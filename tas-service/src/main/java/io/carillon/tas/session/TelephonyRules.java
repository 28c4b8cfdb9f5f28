package io.carillon.tas.session;

import java.time.Duration;
import java.time.ZoneId;

/**
 * What the operator decides about the services of everybody.
 *
 * @param mostDiversions how often one call may be diverted (TS 24.604 §4.5.2.6.1)
 * @param ringing how long a phone rings before "no reply" (TS 24.604 §4.8.1)
 * @param deflection whether a phone may send its calls elsewhere with 302
 * @param countryCode of numbers at home, without the plus; empty if no call is international
 * @param zone in which the times of rules are meant
 */
public record TelephonyRules(
        int mostDiversions, Duration ringing, boolean deflection, String countryCode, ZoneId zone) {}
