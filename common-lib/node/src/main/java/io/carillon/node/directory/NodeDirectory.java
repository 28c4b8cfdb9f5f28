package io.carillon.node.directory;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Which nodes there are. Every answer comes from memory: no call waits for ZooKeeper, and while ZooKeeper is away the
 * last known state stands.
 */
public interface NodeDirectory {

    /** The nodes of a role that are worth a try, those that were reported suspect left out unless no other is there. */
    List<NodeInfo> alive(String role);

    /** One of {@link #alive}, by weight and load. */
    Optional<NodeInfo> pick(String role);

    /** {@link #alive} in the order to try them: the {@link #pick} first. */
    default List<NodeInfo> ranked(String role) {
        return Stream.concat(pick(role).stream(), alive(role).stream())
                .distinct()
                .toList();
    }

    /**
     * This very node, such as the one that holds a dialog's transaction, until it is gone if it says that it leaves; empty
     * when it is gone or suspect.
     */
    Optional<NodeInfo> find(String role, String id);

    /** This node gave no answer: leave it out for some seconds. */
    void suspect(NodeInfo node);

    /**
     * Calls back now, whenever the nodes of this role, their addresses or weights change, and when one that was gone is
     * back. A node that dies without a word is gone some hundred milliseconds after its entry; suspects are told of too.
     */
    void watch(String role, Consumer<List<NodeInfo>> watcher);

    /**
     * Calls back, with whatever role, when a node is out: it is dead, or has at least lost its session; or it has said that
     * it leaves, and has ended what it had begun or died before that. The callback must not wait.
     */
    void onLoss(Consumer<NodeInfo> hearer);
}
