package io.carillon.node.diameter;

import io.carillon.diameter.Attribute;
import io.carillon.diameter.Avp;
import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.PeerTls;
import io.carillon.node.NodeIdentity;
import io.carillon.node.health.FunctionalProbe;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Connects to the node's own listener as any peer would and wants an answer to a Capabilities-Exchange-Request (RFC 6733
 * §5.3.1), be it a refusal: that the port is open says nothing.
 */
final class DiameterProbe implements FunctionalProbe {
    private static final int PATIENCE_MILLIS = 900;
    private static final int HEADER = 20;
    private static final int CAPABILITIES_EXCHANGE = 257;
    private static final int REQUEST = 0x80;
    /** The relay application: whatever the server offers is common to both (RFC 6733 §2.4). */
    private static final long RELAY = 0xffff_ffffL;

    private final Supplier<InetSocketAddress> bound;
    private final NodeIdentity self;
    private final Optional<PeerTls> tls;

    DiameterProbe(Supplier<InetSocketAddress> bound, NodeIdentity self, Optional<PeerTls> tls) {
        this.bound = bound;
        this.self = self;
        this.tls = tls;
    }

    @Override
    public String name() {
        return "diameter";
    }

    @Override
    public boolean givesUp() {
        return true;
    }

    @Override
    public void check() throws IOException {
        InetSocketAddress address = bound.get();
        InetAddress host =
                address.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address.getAddress();
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, address.getPort()), PATIENCE_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            Socket socket = tls.isPresent() ? tls.get().connecting(plain) : plain;
            socket.getOutputStream().write(request(socket.getLocalAddress()));
            byte[] header = new byte[HEADER];
            new DataInputStream(socket.getInputStream()).readFully(header);
            ByteBuffer answer = ByteBuffer.wrap(header);
            boolean isAnswer = header[0] == 1
                    && (header[4] & REQUEST) == 0
                    && (answer.getInt(4) & 0xff_ffff) == CAPABILITIES_EXCHANGE;
            if (!isAnswer) {
                throw new IOException("no Diameter answer but something else came");
            }
        }
    }

    private byte[] request(InetAddress local) {
        ByteBuffer message = ByteBuffer.allocate(1_024).position(HEADER);
        put(message, BaseAvps.ORIGIN_HOST, "probe." + self.diameterHost());
        put(message, BaseAvps.ORIGIN_REALM, self.homeDomain());
        put(message, BaseAvps.HOST_IP_ADDRESS, local);
        put(message, BaseAvps.VENDOR_ID, 0L);
        put(message, BaseAvps.PRODUCT_NAME, "Carillon probe");
        put(message, BaseAvps.AUTH_APPLICATION_ID, RELAY);
        int length = message.position();
        message.putInt(0, 1 << 24 | length);
        message.putInt(4, REQUEST << 24 | CAPABILITIES_EXCHANGE);
        int hopByHop = (int) System.nanoTime();
        message.putInt(12, hopByHop).putInt(16, hopByHop);
        byte[] bytes = new byte[length];
        message.get(0, bytes);
        return bytes;
    }

    private static <T> void put(ByteBuffer message, Attribute<T> attribute, T value) {
        byte[] data = Avp.of(attribute, value).data().toArray();
        message.putInt(attribute.code());
        message.putInt(attribute.flags() << 24 | 8 + data.length);
        message.put(data);
        message.position((message.position() + 3) / 4 * 4);
    }
}
