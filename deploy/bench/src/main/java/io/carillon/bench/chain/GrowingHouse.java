package io.carillon.bench.chain;

import io.carillon.bench.BenchException;
import io.carillon.bench.ChainSettings;
import io.carillon.bench.Load;
import io.carillon.bench.RunningPeer;
import io.carillon.bench.Settings;
import io.carillon.bench.Workplace;
import io.carillon.bench.sip.generator.Work;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Our nodes with all of their subscribers provisioned, of whom more and more are registered. */
public final class GrowingHouse implements AutoCloseable {
    private final RunningChain chain;
    private final ChainLoad load;
    private final Map<String, Long> empty;
    private final double provisionedIn;
    private @Nullable Copies copies;
    private int users;

    private GrowingHouse(RunningChain chain, ChainLoad load, int users, Map<String, Long> empty, double provisionedIn) {
        this.chain = chain;
        this.load = load;
        this.users = users;
        this.empty = empty;
        this.provisionedIn = provisionedIn;
    }

    /** @param first how many register themselves when the load is prepared */
    public static GrowingHouse start(Workplace place, Settings settings, int first, PrintStream progress)
            throws IOException {
        var few = settings.chain(new ChainSettings(first, 0, false, false));
        var load = new ChainLoad(place, few, Work.REGISTER, progress);
        var own = new OwnChain(Extent.BARE, false);
        var chain = own.start(place, few);
        long began = System.nanoTime();
        own.provision(chain, settings.chain().users());
        return new GrowingHouse(chain, load, first, chain.held(), (System.nanoTime() - began) / 1e9);
    }

    public RunningPeer server() {
        return chain;
    }

    public Load load() {
        return load;
    }

    /** Seconds that the HSS took for its subscribers. */
    public double provisionedIn() {
        return provisionedIn;
    }

    /** So many users are registered now. */
    public void growTo(int count) throws IOException {
        var made = copies;
        if (made == null) {
            made = new Copies(chain.redis().port(), chain.database());
            copies = made;
        }
        made.make(users, count);
        users = count;
        load.among(count);
    }

    /** What each registered user takes of each node's heap and of Redis. */
    public Map<String, Double> heldPerUser() throws IOException {
        var held = new LinkedHashMap<String, Double>();
        chain.held().forEach((part, bytes) -> held.put(part, (double) (bytes - empty.getOrDefault(part, 0L)) / users));
        return held;
    }

    /** @throws BenchException if a user who registered again was taken for another device */
    public void check() throws IOException {
        var made = copies;
        if (made != null && made.devices() != users) {
            throw new BenchException(users + " users have " + made.devices() + " devices");
        }
    }

    @Override
    public void close() throws IOException {
        if (copies != null) {
            copies.close();
        }
    }
}
