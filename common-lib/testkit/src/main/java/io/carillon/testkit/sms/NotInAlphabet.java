package io.carillon.testkit.sms;

/** A character that the GSM alphabet lacks: the text goes as UCS2. */
final class NotInAlphabet extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    NotInAlphabet(char each) {
        super("Not in the GSM alphabet: " + each);
    }
}
