package io.carillon.diameter;

import io.carillon.diameter.PeerCommands.Capabilities;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.jdiameter.api.AvpDataException;
import org.jdiameter.api.Configuration;
import org.jdiameter.api.OverloadException;
import org.jdiameter.api.PeerState;
import org.jdiameter.api.app.StateEvent;
import org.jdiameter.client.api.IMessage;
import org.jdiameter.client.api.fsm.EventTypes;
import org.jdiameter.client.api.fsm.FsmEvent;
import org.jdiameter.client.impl.AbstractStateChangeListener;
import org.jdiameter.client.impl.parser.MessageParser;
import org.jdiameter.common.impl.statistic.StatisticManagerImpl;
import org.jdiameter.server.impl.fsm.PeerFSMImpl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * jDiameter's peer state machine (RFC 6733 §5.6, watchdog of RFC 3539) for one link, and only for one: a machine that
 * went down loses events that reach it within its last 100 ms and starts new threads for those that come later, so
 * none is ever used again, and none is told anything after it went down.
 */
final class PeerMachine {
    private static final Logger LOG = LoggerFactory.getLogger(PeerMachine.class);
    private static final MessageParser PARSER = new MessageParser();

    private final Link link;
    private final LinkOwner owner;
    private final PeerContext context;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Machine machine;
    private boolean down;
    private volatile boolean okay;
    private volatile boolean exchanged;
    private volatile String peer = "";

    PeerMachine(Link link, LinkOwner owner) {
        this.link = link;
        this.owner = owner;
        this.context = new PeerContext(link, owner, this);
    }

    String peer() {
        return peer;
    }

    boolean okay() {
        return okay;
    }

    boolean exchanged() {
        return exchanged;
    }

    /** From here on messages of applications are welcome. */
    void exchanged(String host) {
        peer = host;
        exchanged = true;
    }

    /** Sends CER. */
    void start() {
        tell(new FsmEvent(EventTypes.START_EVENT));
    }

    /** Sends DPR; false if there is nobody to send it to. */
    boolean stop(DisconnectCause cause) {
        if (!okay) {
            return false;
        }
        var stop = new FsmEvent(EventTypes.STOP_EVENT);
        stop.setData(cause.code());
        tell(stop);
        return true;
    }

    /** The link is closed. */
    void lost() {
        lock.lock();
        try {
            okay = false;
            if (machine != null) {
                tell(new FsmEvent(EventTypes.DISCONNECT_EVENT));
            }
            down = true;
        } finally {
            lock.unlock();
        }
    }

    /** A CER, DWR, DPR or an answer to ours. What does not follow its grammar never gets to jDiameter. */
    void received(Frame frame) throws IOException {
        try {
            switch (frame.command()) {
                case PeerCommands.CAPABILITIES -> {
                    context.learnt(Capabilities.GRAMMAR.read(frame.body()));
                    tell(frame, frame.request() ? EventTypes.CER_EVENT : EventTypes.CEA_EVENT);
                }
                case PeerCommands.WATCHDOG -> {
                    PeerCommands.Origin.GRAMMAR.read(frame.body());
                    tell(frame, frame.request() ? EventTypes.DWR_EVENT : EventTypes.DWA_EVENT);
                }
                default -> {
                    PeerCommands.Origin.GRAMMAR.read(frame.body());
                    tell(frame, frame.request() ? EventTypes.DPR_EVENT : EventTypes.DPA_EVENT);
                }
            }
        } catch (AvpException malformed) {
            refuse(frame, malformed);
        }
    }

    private void refuse(Frame frame, AvpException malformed) throws IOException {
        LOG.warn("{} sent command {}: {}", link.remoteAddress(), frame.command(), malformed.getMessage());
        if (frame.request()) {
            context.refuse(frame, malformed);
        }
        if (frame.command() == PeerCommands.CAPABILITIES) {
            throw new IOException("no capabilities exchange");
        }
    }

    private void tell(Frame frame, EventTypes type) throws IOException {
        if (!exchanged && frame.command() != PeerCommands.CAPABILITIES) {
            throw new IOException("command " + frame.command() + " before capabilities exchange");
        }
        try {
            IMessage message = PARSER.createMessage(frame.octets().toArray());
            tell(new FsmEvent(type, message, link.remoteAddress()));
        } catch (AvpDataException e) {
            throw new IOException("command " + frame.command(), e);
        }
    }

    private void tell(StateEvent event) {
        lock.lock();
        try {
            if (down) {
                return;
            }
            if (machine == null) {
                machine = build();
            }
            machine.handleEvent(event);
        } catch (OverloadException e) {
            LOG.warn("{}: flooded by commands between peers", link.remoteAddress());
        } finally {
            lock.unlock();
        }
    }

    private Machine build() {
        var built = new Machine(context, owner.timers());
        built.addStateChangeNotification(new Changes());
        built.awaitThread();
        return built;
    }

    private void changed(Enum<?> now) {
        boolean wasOkay = okay;
        okay = now == PeerState.OKAY;
        if (okay && !wasOkay) {
            owner.opened(link);
        }
        if (now == PeerState.SUSPECT) {
            link.abandon();
        }
        if (now == PeerState.DOWN) {
            lock.lock();
            try {
                down = true;
            } finally {
                lock.unlock();
            }
            link.finish();
        }
    }

    /** An event that comes before jDiameter's thread runs is lost, and starts a second thread. */
    private static final class Machine extends PeerFSMImpl {
        Machine(PeerContext context, PeerTimers timers) {
            var queued = new CountDownLatch(1);
            Configuration configuration = PeerContext.configuration(timers);
            super(context, PeerContext.virtualThreads(queued), configuration, new StatisticManagerImpl(configuration));
            eventQueue = new PeerEvents(PeerContext.MOST_EVENTS, timers.watchdog());
            queued.countDown();
        }

        void awaitThread() {
            while (numberOfThreadsRunning.get() == 0) {
                Thread.yield();
            }
        }
    }

    /** jDiameter's interface has raw types. */
    @SuppressWarnings("rawtypes")
    private final class Changes extends AbstractStateChangeListener {
        @Override
        public void stateChanged(Enum before, Enum now) {
            changed(now);
        }
    }
}
