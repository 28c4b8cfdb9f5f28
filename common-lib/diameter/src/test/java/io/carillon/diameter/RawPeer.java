package io.carillon.diameter;

import io.carillon.diameter.PeerCommands.Capabilities;
import io.carillon.diameter.cx.Cx;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;

/** A peer of bare octets: says whatever a test wants, well formed or not. */
final class RawPeer implements Closeable {
    private final Socket socket;
    private final DataInputStream input;

    RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout((int) Net.SOON.toMillis());
        this.input = new DataInputStream(socket.getInputStream());
    }

    static RawPeer connect(DiameterServer server) throws IOException {
        return new RawPeer(new Socket("127.0.0.1", server.address().getPort()));
    }

    static RawPeer accept(ServerSocket listener) throws IOException {
        return new RawPeer(listener.accept());
    }

    /** Connects and exchanges capabilities. */
    static RawPeer introduced(DiameterServer server, String name) throws IOException {
        var peer = connect(server);
        peer.send(cer(name));
        var cea = peer.receive();
        if (cea.command() != PeerCommands.CAPABILITIES || cea.request()) {
            throw new AssertionError("no CEA");
        }
        return peer;
    }

    static Frame cer(String name) {
        return Frame.of(Frame.REQUEST, PeerCommands.CAPABILITIES, 0, 1, 1, capabilities(name));
    }

    static Octets capabilities(String name) {
        var out = new AvpWriter();
        Capabilities.GRAMMAR.write(
                new Capabilities(
                        Net.node(name).host(),
                        Net.REALM,
                        List.of(Samples.loopback()),
                        0,
                        "raw",
                        Optional.empty(),
                        List.of(),
                        List.of(Cx.APPLICATION.id()),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of()),
                out);
        return out.octets();
    }

    void send(Frame frame) throws IOException {
        send(frame.octets().toArray());
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** The next message; DWR are answered on the way. EOFException when the other side has hung up. */
    Frame receive() throws IOException {
        while (true) {
            var frame = next();
            if (frame.command() != PeerCommands.WATCHDOG) {
                return frame;
            }
            if (frame.request()) {
                send(frame.answer(false, alive()));
            }
        }
    }

    private static Octets alive() {
        var out = new AvpWriter();
        out.avp(BaseAvps.RESULT_CODE, BaseResult.SUCCESS.code());
        out.avp(BaseAvps.ORIGIN_HOST, Net.node("raw").host());
        out.avp(BaseAvps.ORIGIN_REALM, Net.REALM);
        return out.octets();
    }

    private Frame next() throws IOException {
        int head;
        try {
            head = input.readInt();
        } catch (SocketException reset) {
            throw new EOFException(reset.getMessage());
        }
        var bytes = new byte[head & 0xff_ffff];
        bytes[0] = 1;
        bytes[1] = (byte) (bytes.length >> 16);
        bytes[2] = (byte) (bytes.length >> 8);
        bytes[3] = (byte) bytes.length;
        input.readFully(bytes, 4, bytes.length - 4);
        return new Frame(Octets.view(bytes));
    }

    boolean hungUpOn() throws IOException {
        try {
            receive();
            return false;
        } catch (EOFException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
