package io.carillon.sip.transport;

import io.carillon.sip.message.SipMessage;
import java.net.InetSocketAddress;

/** One UDP socket, and the I/O thread that reads it and writes to it. */
interface UdpSocket extends AutoCloseable {
    InetSocketAddress localAddress();

    /** Bytes that the kernel keeps for it until they are read; 0 if nobody knows. */
    int receiveBuffer();

    /** How many datagrams found no room in its buffer on the way out. */
    long lost();

    /** True on the I/O thread of this socket. */
    boolean isOurThread();

    /** What is sent while datagrams are read leaves in one batch after the last of them. */
    void send(SipMessage message, InetSocketAddress to, SipTransports.SendFailure failure);

    @Override
    void close();
}
