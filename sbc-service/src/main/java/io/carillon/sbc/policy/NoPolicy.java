package io.carillon.sbc.policy;

import java.net.InetAddress;

/** A network without a policy function, such as a fixed one: every bearer is there already. */
public final class NoPolicy implements PolicyFunction {
    private static final Authorization GRANTED = new Authorization.Granted("");

    @Override
    public boolean isThere() {
        return false;
    }

    @Override
    public Authorization authorize(MediaSession session) {
        return GRANTED;
    }

    @Override
    public Authorization watchSignalling(InetAddress ue, String subscriber, String access) {
        return GRANTED;
    }

    @Override
    public void adopt(String session, InetAddress ue, String subscriber, String chargingIdentifier) {
        // there is no session to speak for
    }

    @Override
    public void restore(String session, InetAddress ue, String subscriber) {
        // nobody could make the phone look for another border
    }

    @Override
    public void release(String session) {
        // there is none
    }
}
