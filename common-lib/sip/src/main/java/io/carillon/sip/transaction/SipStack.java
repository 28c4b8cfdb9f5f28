package io.carillon.sip.transaction;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.Hop;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Locator;
import io.carillon.sip.transport.PortRoles;
import io.carillon.sip.transport.SipTransports;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The SIP stack of a node: transports and transactions under one roof. */
public final class SipStack implements AutoCloseable {
    /** Above this a request does not go over UDP, if the path MTU is unknown (RFC 3261 §18.1.1). */
    private static final int UDP_LIMIT = 1_300;

    private final TransactionLayer layer;
    private final Locator locator;
    private final List<ListeningPoint> points;
    private final DatagramOnly datagramOnly = new DatagramOnly();

    SipStack(SipStackBuilder builder) {
        this.locator = builder.locator;
        this.points = List.copyOf(builder.points);
        this.layer = new TransactionLayer(
                builder.timers,
                builder.serverTransactions,
                new Lanes(builder.laneTasks, builder.surroundings),
                inbound -> new SipTransports(
                        builder.ioThreads, inbound, builder.observer, builder.transports, builder.flows, builder.gate));
        this.layer.gate = builder.gate;
        this.layer.handlers.putAll(builder.handlers);
        this.layer.roles = builder.roles;
        this.layer.answers = builder.answers;
    }

    public static SipStackBuilder builder() {
        return new SipStackBuilder();
    }

    /** Binds all listening points. @throws IOException naming the port that is taken */
    public void start() throws IOException {
        for (var point : points) {
            layer.transports.bind(point);
        }
    }

    /** Sets who takes the requests of a listening point. */
    public void handler(String listener, RequestHandler handler) {
        layer.handlers.put(listener, handler);
    }

    /** Makes the listening point a stateless one: nothing that comes in there gets a transaction (RFC 3261 §16.11). */
    public void stateless(String listener, StatelessHandler handler) {
        layer.stateless.put(listener, handler);
    }

    /** Sends a request without any state, with our Via and this branch on top. The edit is used up by it. */
    public void sendStateless(RequestEdit request, String branch, Hop hop, String listener) {
        var way = layer.roles.request(listener, hop);
        var sent = withVia(request, branch, way);
        layer.transports.send(sent, way.hop(), way.listener(), SipTransports.SendFailure.IGNORED);
    }

    /**
     * Sends a message as it is: a response that belongs to no transaction of ours, or what a node that is gone would have
     * sent, with its Via.
     */
    public void sendStateless(SipMessage message, Hop hop, String listener) {
        layer.transports.send(message, hop, listener, SipTransports.SendFailure.IGNORED);
    }

    public Locator locator() {
        return locator;
    }

    /** The bound address of the listening point. */
    public InetSocketAddress address(String listener) {
        return layer.transports.address(listener);
    }

    /** host:port for Via, Record-Route and Contact: the advertised host and the bound port. */
    public String sentBy(String listener) {
        return layer.transports.sentBy(listener);
    }

    public InetSocketAddress address(String listener, Transport transport) {
        return layer.transports.address(listener, transport);
    }

    /** host:port for this transport, which may have a port of its own. */
    public String sentBy(String listener, Transport transport) {
        return layer.transports.sentBy(listener, transport);
    }

    /** host:port as the peer at this hop should see it. */
    public String sentBy(String listener, Hop hop) {
        return layer.transports.sentBy(listener, hop);
    }

    /** The domains that the sender of this has proved by certificate; none without one (RFC 5922 §7.1). */
    public Set<String> proven(Arrival arrival) {
        return layer.transports.proven(arrival);
    }

    /** True if host and port are one of this stack's listening points (RFC 3261 §16.4). */
    public boolean isOwn(String host, int port) {
        return layer.transports.isOwn(host, port < 0 ? Transport.UDP.defaultPort() : port);
    }

    /**
     * Sends a request statefully, with our Via and a new branch on top. A request over 1,300 bytes takes TCP instead
     * of UDP, and UDP after all where the peer refuses TCP (§18.1.1).
     */
    public ClientTransaction send(SipRequest request, Hop hop, String listener, ClientTransaction.Listener user) {
        if (mayNeedStream(hop, listener, request.size())) {
            var fallback = datagramOnly.fallback(hop, user, answers -> transmit(request, hop, listener, answers));
            return fallback.begin(transmit(request, hop.over(Transport.TCP), listener, fallback));
        }
        return transmit(request, hop, listener, user);
    }

    private boolean mayNeedStream(Hop hop, String listener, int size) {
        return hop.transport() == Transport.UDP
                && size > UDP_LIMIT
                && layer.transports.supports(listener, Transport.TCP)
                && !datagramOnly.contains(hop.address());
    }

    private ClientTransaction transmit(SipRequest request, Hop hop, String listener, ClientTransaction.Listener user) {
        return transmit(request.edit(), hop, listener, user);
    }

    private ClientTransaction transmit(RequestEdit edit, Hop hop, String listener, ClientTransaction.Listener user) {
        var way = layer.roles.request(listener, hop);
        var branch = TransactionLayer.newBranch();
        return layer.start(withVia(edit, branch, way), branch, way.hop(), way.listener(), user);
    }

    private SipRequest withVia(RequestEdit edit, String branch, PortRoles.Way way) {
        var transport = way.hop().transport();
        var via = "SIP/2.0/" + transport.name() + " " + sentBy(way.via(), way.hop()) + ";branch=" + branch
                + (way.via().equals(way.listener()) ? ";rport" : "")
                + (layer.transports.asksForAlias(transport) ? ";alias" : "");
        return edit.prepend(HeaderName.VIA, via).build();
    }

    /**
     * As {@link #send(SipRequest, Hop, String, ClientTransaction.Listener)}, with the Via written in the same pass as
     * the rest of an edit. The edit is used up by it.
     */
    public ClientTransaction send(RequestEdit edit, Hop hop, String listener, ClientTransaction.Listener user) {
        return mayNeedStream(hop, listener, edit.size())
                ? send(edit.build(), hop, listener, user)
                : transmit(edit, hop, listener, user);
    }

    /** Sends an ACK to a 2xx, our own or one on its way through: Via put on top, no transaction. */
    public void sendAck(SipRequest ack, Hop hop, String listener) {
        sendAck(ack.edit(), hop, listener);
    }

    /** As above; the edit is used up by it. */
    public void sendAck(RequestEdit ack, Hop hop, String listener) {
        sendStateless(ack, TransactionLayer.newBranch(), hop, listener);
    }

    /**
     * This peer is said to be out: an INVITE that it has not even answered with 100, so that it is not at work on it, fails at
     * once, as if it could not be sent, and not by Timer B half a minute later (RFC 3261 §8.1.3.1, §17.1.4). Whoever sent
     * it may try the next hop.
     */
    public void leaveUnheard(InetSocketAddress peer) {
        new LostPeer(layer, peer).endUnheard();
    }

    /**
     * This peer is dead: whatever waits for it fails, a call that rings too; what it wanted is cancelled, as no answer finds
     * the way back; and its connections close.
     */
    public void leave(InetSocketAddress peer) {
        new LostPeer(layer, peer).endAll();
        layer.transports.leave(peer);
    }

    /** Requests whose answers are waited for, from virtual threads. */
    public SipClient client(String listener) {
        return new SipClient(this, listener);
    }

    public Lanes lanes() {
        return layer.lanes;
    }

    public Timers timers() {
        return layer.timers;
    }

    /** Runs a task once after a delay, on the timer thread: it must not wait. */
    public Runnable schedule(Runnable task, Duration delay) {
        return layer.after(delay.toMillis(), task);
    }

    /** Counts since the start, and what is there now. */
    public record Statistics(
            int clientTransactions,
            int serverTransactions,
            int inFlight,
            int laneTasks,
            long retransmissions,
            long shed,
            long strays,
            long malformed,
            int connections,
            long refusedConnections) {}

    public Statistics statistics() {
        return new Statistics(
                layer.clients.size(),
                layer.servers.size(),
                layer.inFlight.get(),
                layer.lanes.size(),
                layer.retransmissions.sum(),
                layer.shed.sum(),
                layer.strays.sum(),
                layer.transports.malformed(),
                layer.transports.connections(),
                layer.transports.refusedConnections());
    }

    /** Datagrams that the kernel threw away because a receive buffer was full. Reads a file: not for every message. */
    public long droppedDatagrams() {
        return layer.transports.droppedDatagrams();
    }

    /**
     * Refuses new requests outside of dialogs with 503 and new connections, and lets what is in flight end. It stays for
     * those who have not heard yet that it leaves, so that they hear 503 and ask another at once, and not a silence.
     *
     * @param deadline the most that it takes
     * @param quiet nobody was refused for so long, or got an answer to acknowledge: all have heard
     * @return whether nothing is under way any more
     */
    public boolean drain(Duration deadline, Duration quiet) {
        layer.drain();
        layer.transports.stopAccepting();
        long end = System.nanoTime() + deadline.toNanos();
        while (!layer.isDrained(quiet)
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
        return !layer.isAtWork();
    }

    /**
     * Ends what rings: who waits for the answer hears 480, who rings gets a CANCEL.
     *
     * @param patience the most that it takes, for what the CANCELs bring about
     */
    public void cutOff(Duration patience) {
        new CutOff(layer).end(patience);
    }

    /** The stack is not drained while this is held; what is returned, run once, lets go. */
    public Runnable hold() {
        layer.held.incrementAndGet();
        return layer.held::decrementAndGet;
    }

    @Override
    public void close() {
        layer.close();
    }
}
