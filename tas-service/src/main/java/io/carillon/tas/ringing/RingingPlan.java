package io.carillon.tas.ringing;

import io.carillon.sip.dialog.Target;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.tas.diversion.History;
import io.carillon.tas.simservs.Simservs.Ringing;
import io.carillon.tas.simservs.Simservs.Ringing.Mode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The phones that ring for one call, beside the user's own or after them. */
public final class RingingPlan {
    private final Ringing ringing;
    private final Duration usual;
    private final ArrayDeque<Target> waiting = new ArrayDeque<>();

    /**
     * @param usual how long each phone rings if the user did not say
     */
    public RingingPlan(Ringing ringing, SipRequest invite, List<String> route, Duration usual) {
        // a call that was sent on already rings where it is: plans that name each other must not multiply it
        this.ringing = invite.has(HeaderName.HISTORY_INFO) ? Ringing.NONE : ringing;
        this.usual = usual;
        int number = 1;
        for (var uri : this.ringing.targets()) {
            int entry = number++;
            waiting.add(Target.of(uri, "core").via(route).edit(edit -> History.also(edit, invite, uri, entry)));
        }
    }

    /** What rings first. */
    public Target begin(Target own) {
        if (ringing.mode() != Mode.SIMULTANEOUS || waiting.isEmpty()) {
            return ringing.mode() == Mode.SEQUENTIAL && !waiting.isEmpty() ? own.noAnswer(each()) : own;
        }
        var others = new ArrayList<>(waiting);
        waiting.clear();
        return own.beside(others);
    }

    /** What rings next in turn, after the one before was busy, away or silent. */
    public Optional<Target> next() {
        return ringing.mode() == Mode.SEQUENTIAL
                ? Optional.ofNullable(waiting.poll()).map(target -> target.noAnswer(each()))
                : Optional.empty();
    }

    private Duration each() {
        var seconds = ringing.seconds();
        return seconds == null ? usual : Duration.ofSeconds(seconds);
    }
}
