package io.carillon.stores;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/**
 * What a killed HBase left in ZooKeeper: its servers look alive there until their sessions run out, and a new master
 * waits for that for a minute and a half. Nobody else's HBase stands in an embedded ZooKeeper, so they can go at once.
 */
final class HbaseLeftovers {
    private static final int SESSION_MILLIS = 10_000;
    private static final String MASTER = "/hbase/master";
    private static final String REGION_SERVERS = "/hbase/rs";

    private HbaseLeftovers() {}

    static void remove(InetSocketAddress zooKeeper) throws IOException {
        String address = zooKeeper.getHostString() + ":" + zooKeeper.getPort();
        try (var client = new ZooKeeper(address, SESSION_MILLIS, _ -> {})) {
            List<String> leftovers = new ArrayList<>(List.of(MASTER));
            if (client.exists(REGION_SERVERS, false) != null) {
                client.getChildren(REGION_SERVERS, false)
                        .forEach(server -> leftovers.add(REGION_SERVERS + "/" + server));
            }
            for (String leftover : leftovers) {
                if (client.exists(leftover, false) != null) {
                    client.delete(leftover, -1);
                }
            }
        } catch (KeeperException e) {
            throw new IOException("ZooKeeper at " + address + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
