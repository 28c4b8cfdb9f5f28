package io.carillon.im.smsip.pdu;

/**
 * One part of a concatenated message (TS 23.040 §9.2.3.24.1, §9.2.3.24.8).
 *
 * @param reference the same in all parts of the message
 * @param total how many parts it has
 * @param number which one this is, from 1
 */
public record Part(int reference, int total, int number) {
    boolean isPossible() {
        return total >= 1 && number >= 1 && number <= total;
    }
}
