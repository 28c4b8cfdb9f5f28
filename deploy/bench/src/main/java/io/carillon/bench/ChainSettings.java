package io.carillon.bench;

/**
 * What only measurements of several nodes ask for.
 *
 * @param users who are registered; each has an address of its own, of which there are a million
 * @param held calls that are held while others come and go
 * @param full with telephony services, bearers, media relays, charging
 * @param train let the nodes write down what they have learnt, for the next measurement of the same build
 */
public record ChainSettings(int users, int held, boolean full, boolean train) {
    public static final ChainSettings STANDARD = new ChainSettings(20_000, 0, false, false);

    private static final int MOST = 1_000_000;

    public ChainSettings {
        if (users < 2 || users > MOST || held < 0 || held > MOST) {
            throw new IllegalArgumentException("Users are 2 to " + MOST + ", calls held 0 to " + MOST);
        }
    }
}
