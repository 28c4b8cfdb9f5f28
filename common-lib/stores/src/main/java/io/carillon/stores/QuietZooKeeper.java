package io.carillon.stores;

import java.io.File;
import java.io.IOException;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.server.FinalRequestProcessor;
import org.apache.zookeeper.server.Request;
import org.apache.zookeeper.server.RequestProcessor;
import org.apache.zookeeper.server.ZooKeeperServer;

/**
 * Answers a ping in the thread that has read it. On its way through ZooKeeper's pipeline it would wake three more threads,
 * and the nodes of a house at rest ping fifteen times a second.
 */
final class QuietZooKeeper extends ZooKeeperServer {
    QuietZooKeeper(File data, int tickMillis) throws IOException {
        super(data, data, tickMillis);
    }

    @Override
    protected void setupRequestProcessors() {
        super.setupRequestProcessors();
        firstProcessor = new PingsFirst(firstProcessor, new FinalRequestProcessor(this));
    }

    @Override
    public void enqueueRequest(Request request) {
        if (request.type == OpCode.ping && isRunning()) {
            submitRequestNow(request); // past the throttle, which has a thread of its own
        } else {
            super.enqueueRequest(request);
        }
    }

    private record PingsFirst(RequestProcessor pipeline, RequestProcessor itsEnd) implements RequestProcessor {
        @Override
        public void processRequest(Request request) throws RequestProcessorException {
            (request.type == OpCode.ping ? itsEnd : pipeline).processRequest(request);
        }

        @Override
        public void shutdown() {
            pipeline.shutdown();
        }
    }
}
