package io.carillon.testkit.ladder;

import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transport.MessageObserver;

/** A UE that acts by itself; the test says which arrows that makes. */
public final class WatchedUe {
    private final Ladder ladder;
    private final Lane lane;
    private final SipArrows arrows;

    WatchedUe(Ladder ladder, Lane lane) {
        this.ladder = ladder;
        this.lane = lane;
        this.arrows = new SipArrows(lane, false);
    }

    /** For {@link io.carillon.testkit.UeBuilder#observer}. */
    public MessageObserver observer() {
        return arrows;
    }

    public SipRequest sends(String method) {
        return (SipRequest) seen(lane.name(), ladder.node(), method);
    }

    public SipResponse sends(int status) {
        return (SipResponse) seen(lane.name(), ladder.node(), Integer.toString(status));
    }

    public SipRequest receives(String method) {
        return (SipRequest) seen(ladder.node(), lane.name(), method);
    }

    public SipResponse receives(int status) {
        return (SipResponse) seen(ladder.node(), lane.name(), Integer.toString(status));
    }

    private SipMessage seen(String from, String to, String label) {
        return (SipMessage) lane.next(from, to, label).message();
    }
}
