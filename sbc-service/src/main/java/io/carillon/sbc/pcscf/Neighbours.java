package io.carillon.sbc.pcscf;

import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.sip.SipPing;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other borders, and whether one that holds a call is gone. A border that the directory has lost may have lost only
 * its session there: its phones ring and talk, and whoever took its calls over would end or double them. So it is asked.
 */
public final class Neighbours {
    private static final Logger LOG = LoggerFactory.getLogger(Neighbours.class);
    private static final String ROLE = "sbc";

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
        boolean answers = SipPing.answers(address);
        if (!answers) {
            LOG.info("{} is gone", node);
            known.remove(node, address);
        }
        return answers;
    }
}
