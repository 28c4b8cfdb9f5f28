package io.carillon.im.delivery;

/**
 * The sender of a short message wants to hear of its end.
 *
 * @param reference TP-MR of the SMS-SUBMIT
 * @param recipient TP-DA as the sender wrote it, in octets of TS 23.040 §9.1.2.5, hexadecimal
 */
public record ReportWish(int reference, String recipient) {}
