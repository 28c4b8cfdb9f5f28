package io.carillon.sip.torture;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A web page: every message is one binary frame, which may hold any bytes (RFC 7118 §5). */
final class Frames implements RawPeer, WebSocket.Listener {
    private static final String GONE = "";

    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    Frames(HttpClient browser, String uri) {
        socket = browser.newWebSocketBuilder()
                .subprotocols("sip")
                .buildAsync(URI.create(uri + "/"), this)
                .join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        return taken(from, last);
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        partial.append(StandardCharsets.ISO_8859_1.decode(data));
        return taken(from, last);
    }

    private @Nullable CompletionStage<?> taken(WebSocket from, boolean last) {
        if (last) {
            heard.add(partial.toString());
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        heard.add(GONE);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        heard.add(GONE);
    }

    @Override
    public void send(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    @Override
    public Optional<String> next() {
        try {
            var next = heard.poll(10, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("No answer on the WebSocket");
            }
            return next.equals(GONE) ? Optional.empty() : Optional.of(next);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
