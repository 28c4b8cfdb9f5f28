package io.carillon.testkit.voice;

import java.util.OptionalInt;

/** Tells which tone is in the last half second of speech, by Goertzel's algorithm over windows of 50 ms. */
final class Ear {
    static final int RATE = 8_000;
    private static final int WINDOW = RATE / 20;
    private static final int MEMORY = 10 * WINDOW;
    /** Windows of 50 ms tell tones apart that are 20 Hz away from each other. */
    private static final int STEP = RATE / WINDOW;

    private static final int LOWEST = 100;
    private static final int HIGHEST = 3_600;
    /** The share of all power that one tone must have. */
    private static final double CLEAR = 0.6;

    private final double[] samples = new double[MEMORY];
    private long heard;

    synchronized void hear(int sample) {
        samples[(int) (heard++ % MEMORY)] = sample;
    }

    synchronized void forget() {
        heard = 0;
    }

    /** Half a second of mainly this tone. */
    synchronized boolean hears(int hertz) {
        return heard >= MEMORY && share(hertz) > CLEAR;
    }

    /** The one tone that is clearly there. */
    synchronized OptionalInt tone() {
        int best = 0;
        double most = CLEAR;
        if (heard >= MEMORY) {
            for (int hertz = LOWEST; hertz <= HIGHEST; hertz += STEP) {
                double share = share(hertz);
                if (share > most) {
                    most = share;
                    best = hertz;
                }
            }
        }
        return best == 0 ? OptionalInt.empty() : OptionalInt.of(best);
    }

    private double share(int hertz) {
        double tone = 0;
        double all = 1;
        for (int start = 0; start < MEMORY; start += WINDOW) {
            tone += power(start, hertz);
            for (int i = 0; i < WINDOW; i++) {
                double sample = at(start + i);
                all += sample * sample;
            }
        }
        return tone / all;
    }

    /** The power of one frequency in a window, as a part of the sum of squares. */
    private double power(int start, int hertz) {
        double coefficient = 2 * Math.cos(2 * Math.PI * hertz / RATE);
        double before = 0;
        double last = 0;
        for (int i = 0; i < WINDOW; i++) {
            double next = at(start + i) + coefficient * last - before;
            before = last;
            last = next;
        }
        double squared = last * last + before * before - coefficient * last * before;
        return squared * 2 / WINDOW;
    }

    private double at(int age) {
        return samples[(int) ((heard + age) % MEMORY)];
    }
}
