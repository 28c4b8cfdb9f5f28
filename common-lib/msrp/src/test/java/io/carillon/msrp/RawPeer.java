package io.carillon.msrp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A peer that writes what a good one would not. */
final class RawPeer implements AutoCloseable {
    private final Socket socket;

    RawPeer(InetSocketAddress to) throws IOException {
        socket = new Socket(to.getAddress(), to.getPort());
        socket.setSoTimeout(10_000);
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
        var first = line();
        for (var line = first; !line.startsWith("-------"); ) {
            line = line();
        }
        return first;
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
