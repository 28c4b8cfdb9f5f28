package io.carillon.im.adapter.hbase;

import java.lang.reflect.Field;
import java.time.Duration;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.ipc.AbstractRpcClient;
import org.apache.hbase.thirdparty.io.netty.util.HashedWheelTimer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HBase's client counts its deadlines, which are of seconds, on two wheels that turn a hundred times a second for as long
 * as the process lives, whether anything waits or not. No setting slows them down, so that it is done here.
 */
final class HbaseWheels {
    private static final Logger LOG = LoggerFactory.getLogger(HbaseWheels.class);
    static final Duration TICK = Duration.ofMillis(250);

    private HbaseWheels() {}

    /** Before the first connection. A client that is made otherwise keeps its pace. */
    static void slowDown() {
        try {
            tick(AbstractRpcClient.class, "WHEEL_TIMER");
            tick(Class.forName(ConnectionFactory.class.getPackageName() + ".AsyncConnectionImpl"), "RETRY_TIMER");
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("HBase's timers are others than expected", e);
        }
    }

    private static void tick(Class<?> owner, String name) throws ReflectiveOperationException {
        Field wheel = owner.getDeclaredField(name);
        wheel.setAccessible(true);
        tickOf().setLong(wheel.get(null), TICK.toNanos());
    }

    static Field tickOf() throws ReflectiveOperationException {
        Field tick = HashedWheelTimer.class.getDeclaredField("tickDuration");
        tick.setAccessible(true);
        return tick;
    }
}
