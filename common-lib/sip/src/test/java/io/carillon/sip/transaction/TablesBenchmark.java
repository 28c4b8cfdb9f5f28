package io.carillon.sip.transaction;

import io.carillon.sip.transaction.Step.Event;
import io.carillon.sip.transaction.Step.State;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;

/** Every transaction of a call through its table, from the first state to the last. */
@org.openjdk.jmh.annotations.State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TablesBenchmark {
    private final Event[] invite = {Event.PROVISIONAL, Event.PROVISIONAL, Event.SUCCESS, Event.END};
    private final Event[] bye = {Event.SUCCESS, Event.END};

    @Benchmark
    public State call() {
        var server = State.PROCEEDING;
        var client = State.TRYING;
        for (var event : invite) {
            server = InviteServerTable.next(server, event).state();
            client = InviteClientTable.next(client, event).state();
        }
        var byeServer = State.TRYING;
        var byeClient = State.TRYING;
        for (var event : bye) {
            byeServer = NonInviteServerTable.next(byeServer, event).state();
            byeClient = NonInviteClientTable.next(byeClient, event).state();
        }
        return server == client && byeServer == byeClient ? server : State.TRYING;
    }
}
