package io.carillon.launcher.chaos;

import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.MessageObserver;
import io.carillon.sip.transport.Transport;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The texts that came to a phone, each with the Call-IDs it came under: a phone takes those of one Call-ID for one. */
final class Mailbox implements MessageObserver {
    private final Map<String, Set<String>> callIds = new ConcurrentHashMap<>();

    @Override
    public void received(SipMessage message, Arrival arrival) {
        if (message instanceof SipRequest request && request.is(Method.MESSAGE)) {
            callIds.computeIfAbsent(request.bodyText(), _ -> ConcurrentHashMap.newKeySet())
                    .add(request.callId());
        }
    }

    @Override
    public void sent(SipMessage message, Transport transport, InetSocketAddress local, InetSocketAddress remote) {}

    boolean hasAll(Collection<String> texts) {
        return callIds.keySet().containsAll(texts);
    }

    /** How many of them did not come. */
    int missing(Collection<String> texts) {
        return (int) texts.stream().filter(text -> !callIds.containsKey(text)).count();
    }

    /** How often a text came that had come before. */
    int doubled() {
        return callIds.values().stream().mapToInt(each -> each.size() - 1).sum();
    }
}
