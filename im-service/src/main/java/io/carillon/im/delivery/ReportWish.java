package io.carillon.im.delivery;

/**
 * The sender of a short message wants to hear of its end.
 *
 * @param reference TP-MR of the SMS-SUBMIT
 * @param type type of number,
 * @param plan numbering plan and
 * @param number digits of TP-DA, as the sender wrote them
 */
public record ReportWish(int reference, String type, int plan, String number) {}
