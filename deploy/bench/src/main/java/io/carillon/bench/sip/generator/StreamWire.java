package io.carillon.bench.sip.generator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** TCP or TLS: one connection from all callers to a server, which stays, and those that servers open to the called. */
final class StreamWire implements Wire {
    private final Selector selector = Selector.open();
    private final ServerSocketChannel door = ServerSocketChannel.open();
    private final @Nullable SSLContext tls;
    private final Map<Integer, Link> callers = new HashMap<>();
    private final List<Link> called = new ArrayList<>();
    private @Nullable Link caller;
    private @Nullable Link heardLast;

    /** @param tls null for plain TCP */
    StreamWire(@Nullable SSLContext tls) throws IOException {
        this.tls = tls;
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        door.configureBlocking(false);
        door.register(selector, SelectionKey.OP_ACCEPT);
    }

    private @Nullable SSLEngine engine(boolean client) {
        var context = tls;
        if (context == null) {
            return null;
        }
        var engine = context.createSSLEngine();
        engine.setUseClientMode(client);
        return engine;
    }

    @Override
    public int callerPort() {
        return calledPort(); // answers come on the connection: the port in Via only has to be somebody's
    }

    @Override
    public int calledPort() {
        return door.socket().getLocalPort();
    }

    @Override
    public void target(int port) throws IOException {
        var known = callers.get(port);
        if (known == null) {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            known = watched(new Link(SocketChannel.open(address), engine(true)));
            callers.put(port, known);
        }
        caller = known;
    }

    private Link watched(Link link) throws IOException {
        link.channel().register(selector, SelectionKey.OP_READ);
        return link;
    }

    @Override
    public void fromCaller(Text message) throws IOException {
        required(caller).send(message);
    }

    @Override
    public void fromCalled(Text message) throws IOException {
        required(heardLast).send(message);
    }

    private static Link required(@Nullable Link link) {
        if (link == null) {
            throw new IllegalStateException("There is no connection yet");
        }
        return link;
    }

    @Override
    public int turn(Receiver receiver) throws IOException {
        var own = required(caller);
        own.flush();
        var fresh = door.accept();
        if (fresh != null) {
            called.add(watched(new Link(fresh, engine(false))));
        }
        int messages = 0;
        for (var link : called) {
            heardLast = link;
            messages += link.receive(receiver::called);
            link.flush();
        }
        messages += own.receive(receiver::caller);
        own.flush();
        return messages;
    }

    @Override
    public void await(int millis) throws IOException {
        selector.select(millis);
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        for (var link : callers.values()) {
            link.close();
        }
        for (var link : called) {
            link.close();
        }
        door.close();
        selector.close();
    }
}
