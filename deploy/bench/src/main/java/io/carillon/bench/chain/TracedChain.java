package io.carillon.bench.chain;

import io.carillon.bench.BenchException;
import io.carillon.bench.Peer;
import io.carillon.bench.RunningPeer;
import io.carillon.bench.Settings;
import io.carillon.bench.Workplace;

/**
 * Our own nodes while they trace every message, as they do by default. It is the same processes that take turns with
 * themselves: two houses differ by more, in what their compilers made of the code, than tracing costs.
 */
record TracedChain() implements Peer {
    @Override
    public String name() {
        return "traced";
    }

    @Override
    public RunningPeer start(Workplace place, Settings settings) {
        throw new BenchException("What is traced is always beside what is not");
    }

    @Override
    public RunningPeer startBeside(RunningPeer ours, Workplace place, Settings settings) {
        return ((RunningChain) ours).traced(name());
    }
}
