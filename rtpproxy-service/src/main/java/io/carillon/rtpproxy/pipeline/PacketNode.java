package io.carillon.rtpproxy.pipeline;

/** One step of the pipeline with its own state and counters; runs on the relay thread of its call. */
interface PacketNode {
    /** False ends the packet's way here. */
    boolean pass(Packet packet);
}
