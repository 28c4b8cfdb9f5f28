package io.carillon.stores;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.regionserver.HRegionServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A region server whose pauses may be cut short: long ones cost nothing while it idles, but seconds while it starts. */
public final class PromptRegionServer extends HRegionServer {
    private static final Logger log = LoggerFactory.getLogger(PromptRegionServer.class);

    /** HBase makes it by name. */
    public PromptRegionServer(Configuration settings) throws IOException {
        super(settings);
    }

    void lookAround() {
        sleeper.skipSleepCycle();
    }

    /** A master places no region on a server that has not reported yet. */
    void reportNow() {
        lookAround();
        if (isOnline()) {
            long now = System.currentTimeMillis();
            try {
                tryRegionServerReport(now, now);
            } catch (IOException e) {
                log.debug("The master is told again in a moment", e);
            }
        }
    }
}
