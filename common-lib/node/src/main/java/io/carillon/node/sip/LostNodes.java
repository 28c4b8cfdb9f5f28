package io.carillon.node.sip;

import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.directory.NodeInfo;
import io.carillon.sip.transaction.SipStack;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what waits for a node that has died without a word; where its address died with it nothing else would say so
 * (RFC 3261 §17.1.4). What it may be at work on, such as a call that rings, ends only if it does not answer itself either:
 * it may have lost no more than its session.
 */
final class LostNodes {
    private static final Logger LOG = LoggerFactory.getLogger(LostNodes.class);

    private final SipStack stack;

    LostNodes(NodeDirectory directory, SipStack stack) {
        this.stack = stack;
        directory.onLoss(node -> node.address(ClusterLocator.WIRE)
                .ifPresent(address -> Thread.ofVirtual().name("lost-node").start(() -> leave(node, address))));
    }

    /** One that has left in good order still answers in the moment after it. */
    private void leave(NodeInfo node, InetSocketAddress address) {
        stack.leaveUnheard(address);
        if (SipPing.answers(address)) {
            if (!node.leaving()) {
                LOG.info("{} is not in the directory and answers all the same", node.id());
            }
        } else {
            LOG.info("{} is gone: nothing waits for it any longer", node.id());
            stack.leave(address);
        }
    }
}
