package io.carillon.node.cdr;

/** Where charging data records go on their way to the charging node. */
public interface CdrSink {

    /** How well a record is kept. A flow goes on in any case: a full disk does not end calls. */
    enum Kept {
        /** It will be delivered, whatever happens to this process or to Kafka. */
        ON_DISK,
        /** The disk refused it: it will be delivered if this process lives until Kafka takes it. */
        IN_MEMORY,
        /** Neither had room: logged with its identifiers and counted. */
        LOST,
        /** Nobody is billed here: it was never meant to be kept. */
        UNWANTED
    }

    /** Never given before, by any process of any node. */
    String nextId();

    /** Waits for the disk, not for Kafka. */
    Kept write(CdrEvent event);
}
