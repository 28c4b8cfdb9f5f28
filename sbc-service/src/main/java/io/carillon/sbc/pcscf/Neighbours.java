package io.carillon.sbc.pcscf;

import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.sip.SipPing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other borders, and whether one that holds a call is gone. A border that the directory has lost may have lost only
 * its session there: its phones ring and talk, and whoever took its calls over would end or double them. So it is asked.
 */
public final class Neighbours {
    private static final Logger LOG = LoggerFactory.getLogger(Neighbours.class);
    private static final String ROLE = "sbc";
    /** A datagram may be lost. */
    private static final int TIMES = 2;

    private final String self;
    private final NodeDirectory directory;
    /** Where to ask those that were once listed; who did not answer is out until it is listed again. */
    private final Map<String, InetSocketAddress> known = new ConcurrentHashMap<>();

    /** @param self the node that we are */
    public Neighbours(String self, NodeDirectory directory) {
        this.self = self;
        this.directory = directory;
        directory.watch(
                ROLE,
                nodes ->
                        nodes.forEach(node -> node.address("sip").ifPresent(address -> known.put(node.id(), address))));
    }

    boolean isListed(String node) {
        return node.equals(self) || directory.find(ROLE, node).isPresent();
    }

    boolean answers(String node) {
        var address = known.get(node);
        if (address == null) {
            return false;
        }
        boolean answers = Stream.generate(() -> answers(address)).limit(TIMES).anyMatch(Boolean::booleanValue);
        if (!answers) {
            LOG.info("{} is gone", node);
            known.remove(node, address);
        }
        return answers;
    }

    private static boolean answers(InetSocketAddress border) {
        try (var ping = new SipPing(border)) {
            ping.ask();
            return true;
        } catch (IOException e) {
            LOG.debug("A border that is not listed: {}", e.getMessage());
            return false;
        }
    }
}
