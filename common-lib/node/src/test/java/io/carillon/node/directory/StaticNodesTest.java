package io.carillon.node.directory;

class StaticNodesTest extends NodeDirectoryContract {
    private final StaticNodes nodes = StaticNodes.of();

    @Override
    NodeDirectory directory() {
        return nodes;
    }

    @Override
    void joins(NodeInfo node) {
        nodes.put(node);
    }

    @Override
    void leaves(NodeInfo node) {
        nodes.remove(node);
    }
}
