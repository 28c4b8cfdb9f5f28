package io.carillon.testkit.ladder;

/** A peer that acts by itself, whatever it speaks: it tells what it hears and says, and the test which arrows that makes. */
public final class WatchedPeer {
    private final Ladder ladder;
    private final Lane lane;

    WatchedPeer(Ladder ladder, Lane lane) {
        this.ladder = ladder;
        this.lane = lane;
    }

    public void heard(String label) {
        lane.came(new Arrow(ladder.node(), lane.name(), label), label);
    }

    public void said(String label) {
        lane.came(new Arrow(lane.name(), ladder.node(), label), label);
    }

    /** The next thing that it heard must be this. */
    public void receives(String label) {
        lane.next(ladder.node(), lane.name(), label);
    }

    /** The next thing that it said must be this. */
    public void sends(String label) {
        lane.next(lane.name(), ladder.node(), label);
    }
}
