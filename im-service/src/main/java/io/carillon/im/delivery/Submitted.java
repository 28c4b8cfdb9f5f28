package io.carillon.im.delivery;

/**
 * What the sender of a short message may refer to later (TS 23.040 §9.2.2.2).
 *
 * @param reference TP-MR of the SMS-SUBMIT
 * @param protocol TP-PID
 * @param type type of number,
 * @param plan numbering plan and
 * @param number digits of TP-DA, as the sender wrote them
 * @param report whether to tell of the message's end
 */
public record Submitted(int reference, int protocol, String type, int plan, String number, boolean report) {
    public Submitted withReport(boolean wanted) {
        return new Submitted(reference, protocol, type, plan, number, wanted);
    }
}
