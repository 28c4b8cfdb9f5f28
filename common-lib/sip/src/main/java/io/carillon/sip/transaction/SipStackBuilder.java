package io.carillon.sip.transaction;

import io.carillon.sip.transport.AddressLocator;
import io.carillon.sip.transport.FlowObserver;
import io.carillon.sip.transport.Gate;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Locator;
import io.carillon.sip.transport.MessageObserver;
import io.carillon.sip.transport.PortRoles;
import io.carillon.sip.transport.TransportSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Settings of a stack; every one has a default but the listening points. */
public final class SipStackBuilder {
    final List<ListeningPoint> points = new ArrayList<>();
    final Map<String, RequestHandler> handlers = new HashMap<>();
    Locator locator = new AddressLocator();
    MessageObserver observer = MessageObserver.NONE;
    AnswerObserver answers = AnswerObserver.NONE;
    TransportSettings transports = TransportSettings.STANDARD;
    FlowObserver flows = FlowObserver.NONE;
    Gate gate = Gate.OPEN;
    Timers timers = Timers.STANDARD;
    int serverTransactions = 10_000;
    int laneTasks = 10_000;
    int ioThreads = 1;
    Lanes.Surroundings surroundings = Lanes.Surroundings.NONE;
    PortRoles roles = PortRoles.ALIKE;

    SipStackBuilder() {}

    /** A further point of the same name is a further address of the same listening point. */
    public SipStackBuilder listen(ListeningPoint point) {
        points.add(point);
        return this;
    }

    public SipStackBuilder listen(List<ListeningPoint> addresses) {
        points.addAll(addresses);
        return this;
    }

    /** Who takes the requests that come in at this listening point; without one they are answered with 503. */
    public SipStackBuilder handler(String listener, RequestHandler handler) {
        handlers.put(listener, handler);
        return this;
    }

    public SipStackBuilder locator(Locator value) {
        locator = value;
        return this;
    }

    public SipStackBuilder observer(MessageObserver value) {
        observer = value;
        return this;
    }

    /** Who hears how long answers take. */
    public SipStackBuilder answers(AnswerObserver value) {
        answers = value;
        return this;
    }

    public SipStackBuilder transports(TransportSettings value) {
        transports = value;
        return this;
    }

    /** Who hears that the connection of a peer is gone. */
    public SipStackBuilder flows(FlowObserver value) {
        flows = value;
        return this;
    }

    /** Who may come in, and with what. */
    public SipStackBuilder gate(Gate value) {
        gate = value;
        return this;
    }

    public SipStackBuilder timers(Timers value) {
        timers = value;
        return this;
    }

    /** Bounds: server transactions without a final response, and tasks on the lanes. */
    public SipStackBuilder limits(int maxServerTransactions, int maxLaneTasks) {
        serverTransactions = maxServerTransactions;
        laneTasks = maxLaneTasks;
        return this;
    }

    /** What every task on a lane runs in. */
    public SipStackBuilder surroundings(Lanes.Surroundings value) {
        surroundings = value;
        return this;
    }

    public SipStackBuilder ioThreads(int threads) {
        ioThreads = threads;
        return this;
    }

    /** For a node that sends from other ports than it receives on. */
    public SipStackBuilder roles(PortRoles value) {
        roles = value;
        return this;
    }

    public SipStack build() {
        return new SipStack(this);
    }
}
