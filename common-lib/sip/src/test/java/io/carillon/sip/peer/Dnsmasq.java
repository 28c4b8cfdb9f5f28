package io.carillon.sip.peer;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real DNS server on loopback with the records of a test. */
public final class Dnsmasq implements AutoCloseable {
    private static final byte[] ANY_QUERY =
            HexFormat.of().parseHex("000101000001000000000000" + "0461736b730474657374000001" + "0001");

    private final Process process;
    private final InetSocketAddress address;

    private Dnsmasq(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /** @param records as options, such as --host-record=a.example,192.0.2.1 */
    public static Dnsmasq start(String... records) throws IOException {
        Tools.required("dnsmasq", "dnsmasq-base");
        var address = Sipp.freePort();
        var command = new ArrayList<>(List.of(
                "dnsmasq",
                "--keep-in-foreground",
                "--conf-file=/dev/null",
                "--pid-file",
                "--user=",
                "--no-resolv",
                "--no-hosts",
                "--bind-interfaces",
                "--listen-address=127.0.0.1",
                "--local=/example/",
                "--local-ttl=60",
                "--port=" + address.getPort()));
        command.addAll(List.of(records));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        var started = new Dnsmasq(process, address);
        started.awaitAnswer();
        return started;
    }

    public InetSocketAddress address() {
        return address;
    }

    private void awaitAnswer() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(100);
            for (int tries = 0; tries < 100; tries++) {
                if (!process.isAlive()) {
                    throw new IOException("dnsmasq ended with " + process.exitValue());
                }
                socket.send(new DatagramPacket(ANY_QUERY, ANY_QUERY.length, address));
                try {
                    socket.receive(new DatagramPacket(new byte[512], 512));
                    return;
                } catch (SocketTimeoutException e) {
                    continue;
                }
            }
            throw new IOException("dnsmasq does not answer");
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
