package io.carillon.stores;

import java.lang.reflect.Field;
import java.time.Duration;
import org.apache.hadoop.hbase.ipc.AbstractRpcClient;
import org.apache.hbase.thirdparty.io.netty.util.HashedWheelTimer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HBase counts the deadlines of its calls, which are of seconds, on a wheel that turns a hundred times a second for as
 * long as the process lives. No setting slows it down, so that it is done here.
 */
final class HbaseWheel {
    private static final Logger log = LoggerFactory.getLogger(HbaseWheel.class);
    static final Duration TICK = Duration.ofMillis(250);

    private HbaseWheel() {}

    /** Before the first call; without it HBase keeps its pace. */
    static void slowDown() {
        try {
            ticks().setLong(wheel(), TICK.toNanos());
        } catch (ReflectiveOperationException | RuntimeException e) {
            log.debug("HBase's timer is another than expected", e);
        }
    }

    static Object wheel() throws ReflectiveOperationException {
        Field wheel = AbstractRpcClient.class.getDeclaredField("WHEEL_TIMER");
        wheel.setAccessible(true);
        return wheel.get(null);
    }

    static Field ticks() throws ReflectiveOperationException {
        Field ticks = HashedWheelTimer.class.getDeclaredField("tickDuration");
        ticks.setAccessible(true);
        return ticks;
    }
}
