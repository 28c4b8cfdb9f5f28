package io.carillon.im;

import java.util.concurrent.ThreadLocalRandom;

/** A subscriber of a test of its own: no two tests share one. */
public record User(String sip, String tel) {
    public static User fresh(String name) {
        long number = ThreadLocalRandom.current().nextLong(1_000_000_000L, 9_999_999_999L);
        return new User("sip:" + name + number + "@" + TestIm.HOME, "tel:+49" + number);
    }

    /** The number without its plus. */
    public String digits() {
        return tel.substring("tel:+".length());
    }
}
