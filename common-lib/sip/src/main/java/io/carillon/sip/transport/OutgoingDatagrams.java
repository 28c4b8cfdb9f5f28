package io.carillon.sip.transport;

import io.netty.channel.unix.Errors;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** What leaves in one sendmmsg(2). */
final class OutgoingDatagrams {
    private static final int MOST = 64;
    /** More than the largest datagram. */
    private static final int SPACE = MOST * 2_048;

    private static final int LINE = 64;

    private final int descriptor;
    private final SocketNames names;
    private final MessageVector vector;
    private final SipTransports.@Nullable SendFailure[] failures = new SipTransports.@Nullable SendFailure[MOST];
    private int count;
    private int used;
    private volatile long lost;

    OutgoingDatagrams(Arena arena, int descriptor, boolean ipv6) {
        this.descriptor = descriptor;
        this.names = new SocketNames(ipv6);
        this.vector = new MessageVector(arena, MOST, names.size(), arena.allocate(SPACE, LINE));
    }

    /** Puts a datagram behind the others, which leave first if it does not fit. */
    void add(byte[] bytes, int size, InetSocketAddress to, SipTransports.SendFailure failure) {
        if (count == MOST || used + size > SPACE) {
            flush();
        }
        try {
            names.write(vector.names, (long) count * names.size(), to);
        } catch (IOException e) {
            failure.failed(e);
            return;
        }
        MemorySegment.copy(bytes, 0, vector.space, ValueLayout.JAVA_BYTE, used, size);
        vector.buffer(count, used, size);
        failures[count++] = failure;
        used += size + LINE - 1 & -LINE;
    }

    /** Sends them all. One that finds the socket's buffer full is lost, as one on the wire may be. */
    void flush() {
        ArrayList<Failed> failed = null;
        for (int sent = 0; sent < count; ) {
            int result = vector.send(descriptor, sent, count);
            if (result > 0) {
                sent += result;
                continue;
            }
            var failure = failures[sent++];
            if (result == Errors.ERRNO_EAGAIN_NEGATIVE) {
                lost++; // nobody else writes it
            } else if (failure != null) {
                failed = failed == null ? new ArrayList<>() : failed;
                failed.add(new Failed(failure, Errors.newIOException("sendmmsg", result)));
            }
        }
        for (int i = 0; i < count; i++) {
            failures[i] = null;
        }
        count = 0;
        used = 0;
        if (failed != null) {
            failed.forEach(Failed::tell); // last: who hears it may send again
        }
    }

    /** How many found the buffer full. */
    long lost() {
        return lost;
    }

    private record Failed(SipTransports.SendFailure failure, IOException cause) {
        void tell() {
            failure.failed(cause);
        }
    }
}
