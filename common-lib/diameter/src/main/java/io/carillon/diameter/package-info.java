/**
 * Diameter (RFC 6733): typed records, peers, requests with a deadline.
 *
 * <p>Between peers jDiameter's state machine decides (capabilities, watchdog, disconnect); messages of applications
 * pass it by. Its transport and its peer table are not used, for in jDiameter 1.7.1-123
 *
 * <ul>
 *   <li>a machine that went down loses events for 100 ms, one that starts loses them until its thread runs and then
 *       has two threads, and after a DPR with any other cause than REBOOTING none ever connects again: a peer whose
 *       link breaks may stay down for good;
 *   <li>the number of its threads is one static field for all stacks, and they share its state without a lock;
 *   <li>a CER without Origin-Host, or a length that lies, ends in an exception instead of an answer, a message is held
 *       in memory whatever length it claims, and each connection is deaf for its first 250 ms;
 *   <li>sending spins under a lock while the socket's buffer is full, and a lost link's requests are sent again behind
 *       the application's back;
 *   <li>requests are refused for a missing or wrong AVP without saying which (no Failed-AVP), sessions are kept until
 *       somebody releases them, and connecting looks names up in DNS backwards.
 * </ul>
 *
 * <p>So each link has one machine of its own, used once; links that end are replaced by {@code Connector}.
 */
@NullMarked
package io.carillon.diameter;

import org.jspecify.annotations.NullMarked;
