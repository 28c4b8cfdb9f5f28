package io.carillon.msrp;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/** A peer that writes what a good one would not. */
final class RawPeer implements AutoCloseable {
    private final Socket socket;

    RawPeer(InetSocketAddress to) throws IOException {
        this(new Socket(to.getAddress(), to.getPort()));
    }

    private RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(10_000);
    }

    /** Over TLS, to whoever is there. */
    static RawPeer overTls(InetSocketAddress to) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        return new RawPeer(context.getSocketFactory().createSocket(to.getAddress(), to.getPort()));
    }

    RawPeer writes(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** A SEND from the path to the path. */
    RawPeer sends(String transaction, String to, String from, String range, String body) throws IOException {
        return writes("MSRP " + transaction + " SEND\r\nTo-Path: " + to + "\r\nFrom-Path: " + from
                + "\r\nMessage-ID: m" + transaction + "\r\nByte-Range: " + range
                + "\r\nContent-Type: text/plain\r\n\r\n" + body + "\r\n-------" + transaction + "$\r\n");
    }

    /** The first line of the next answer, whose other lines are read as well. */
    String answer() throws IOException {
        return lines().getFirst();
    }

    /** Of the next answer or request. */
    List<String> lines() throws IOException {
        var lines = new ArrayList<String>();
        do {
            lines.add(line());
        } while (!lines.getLast().startsWith("-------"));
        return lines;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int octet = socket.getInputStream().read();
                octet != '\n';
                octet = socket.getInputStream().read()) {
            if (octet < 0) {
                throw new IOException("closed after: " + line);
            }
            line.append((char) octet);
        }
        return line.toString().strip();
    }

    /** The far end hangs up; what it says before is of no interest. */
    boolean isHungUpOn() throws IOException {
        try {
            while (socket.getInputStream().read() >= 0) {}
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
