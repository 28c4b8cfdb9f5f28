package io.carillon.im.adapter.fastdfs;

import io.carillon.im.store.StoreAway;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Files in a FastDFS: a tracker tells which storage server to speak to, and that one names what it keeps. Throws StoreAway.
 */
final class FastDfsClient {
    /** Tracker: where to put something, get it, change it. */
    private static final int WHERE_TO_STORE = 101;

    private static final int WHERE_TO_FETCH = 102;
    private static final int WHERE_TO_UPDATE = 103;
    /** Storage. */
    private static final int UPLOAD = 11;

    private static final int DELETE = 12;
    private static final int DOWNLOAD = 14;
    private static final int GROUP = FastDfsCall.GROUP_OCTETS;
    private static final int SUFFIX_OCTETS = 6;

    private final List<InetSocketAddress> trackers;
    private final Duration deadline;

    FastDfsClient(FastDfsProperties properties) {
        this.trackers =
                properties.trackers().stream().map(FastDfsClient::address).toList();
        this.deadline = properties.deadline();
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        return InetSocketAddress.createUnresolved(
                text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    /** @param path of the server's disks that it is to be on */
    private record Storage(InetSocketAddress address, int path) {}

    private interface Work<T> {
        T done() throws IOException;
    }

    private static <T> T asked(Work<T> work) {
        try {
            return work.done();
        } catch (IOException e) {
            throw new StoreAway("FastDFS: " + e.getMessage());
        }
    }

    /** @return the name of the file, the group first */
    String upload(byte[] content) {
        return asked(() -> {
            var storage = storage(FastDfsCall.of(WHERE_TO_STORE), true);
            var named = FastDfsCall.of(UPLOAD)
                    .octet(storage.path())
                    .number(content.length)
                    .text("", SUFFIX_OCTETS)
                    .octets(content)
                    .ask(storage.address(), deadline);
            if (named.length <= GROUP) {
                throw new IOException("a file without a name");
            }
            return text(named, 0, GROUP) + "/" + text(named, GROUP, named.length);
        });
    }

    Optional<byte[]> download(String file) {
        return asked(() -> {
            try {
                var storage = storage(about(WHERE_TO_FETCH, file), false);
                var call = FastDfsCall.of(DOWNLOAD).number(0).number(0);
                return Optional.of(named(call, file).ask(storage.address(), deadline));
            } catch (FastDfsCall.NotThere e) {
                return Optional.empty();
            }
        });
    }

    void delete(String file) {
        asked(() -> {
            try {
                var storage = storage(about(WHERE_TO_UPDATE, file), false);
                return about(DELETE, file).ask(storage.address(), deadline);
            } catch (FastDfsCall.NotThere e) {
                return new byte[0];
            }
        });
    }

    private static FastDfsCall about(int command, String file) {
        return named(FastDfsCall.of(command), file);
    }

    private static FastDfsCall named(FastDfsCall call, String file) {
        int slash = file.indexOf('/');
        return call.text(file.substring(0, slash), GROUP).text(file.substring(slash + 1));
    }

    /** Group, address, port (8 octets), and for what is new the path; an address is as long as the rest leaves it. */
    private Storage storage(FastDfsCall question, boolean fresh) throws IOException {
        var answer = askTracker(question);
        int end = answer.length - (fresh ? 1 : 0);
        int port = end - Long.BYTES;
        if (port <= GROUP) {
            throw new IOException("a tracker's answer of " + answer.length + " octets");
        }
        long number = ByteBuffer.wrap(answer, port, Long.BYTES).getLong();
        if (number < 1 || number > 65_535) {
            throw new IOException("a storage server at port " + number);
        }
        return new Storage(
                InetSocketAddress.createUnresolved(text(answer, GROUP, port), (int) number),
                fresh ? answer[end] & 0xFF : 0);
    }

    private byte[] askTracker(FastDfsCall question) throws IOException {
        IOException last = new IOException("no tracker");
        for (var tracker : trackers) {
            try {
                return question.ask(tracker, deadline);
            } catch (FastDfsCall.NotThere e) {
                throw e;
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private static String text(byte[] octets, int from, int to) {
        var field = Arrays.copyOfRange(octets, from, to);
        int length = 0;
        while (length < field.length && field[length] != 0) {
            length++;
        }
        return new String(field, 0, length, StandardCharsets.US_ASCII);
    }
}
