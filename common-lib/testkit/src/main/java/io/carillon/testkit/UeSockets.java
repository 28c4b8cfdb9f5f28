package io.carillon.testkit;

import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transaction.SipStackBuilder;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Locator;
import io.carillon.sip.transport.MessageObserver;
import io.carillon.sip.transport.Transport;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a phone listens and sends: one port, and the protected ones if it agrees on security (TS 33.203 §7.1). */
record UeSockets(UeSettings settings, Optional<SecAgree> security) {
    static final String GM = "gm";

    SipStack open(Locator locator, MessageObserver observer) throws IOException {
        var building = SipStack.builder()
                .listen(point(GM, settings.port(), false))
                .locator(locator)
                .observer(observer)
                .transports(settings.connections());
        security.ifPresent(each -> protectedPorts(building, each));
        var stack = building.build();
        stack.start();
        security.ifPresent(each -> each.bound(stack::address));
        return stack;
    }

    private void protectedPorts(SipStackBuilder building, SecAgree agreed) {
        building.roles(agreed).listen(point(SecAgree.SERVER, 0, false));
        SecAgree.CLIENTS.forEach(name -> building.listen(point(name, 0, true)));
    }

    private ListeningPoint point(String name, int port, boolean sends) {
        return new ListeningPoint(
                name,
                new InetSocketAddress(settings.local(), port),
                host(settings.local()),
                Set.of(Transport.UDP, Transport.TCP),
                Map.of(),
                sends);
    }

    private static String host(InetAddress address) {
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }
}
