package io.carillon.testkit;

import io.carillon.sip.transport.MessageObserver;
import io.carillon.sip.transport.Transport;
import io.carillon.sip.transport.TransportSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a UE is told at its start; {@link UeBuilder} explains each. */
record UeSettings(
        String name,
        List<String> impus,
        String home,
        Credential credential,
        InetSocketAddress pcscf,
        Transport transport,
        String pcscfName,
        TransportSettings connections,
        InetAddress local,
        int port,
        String imei,
        String access,
        int tone,
        boolean camera,
        boolean reliable,
        CallPolicy policy,
        String smsCentre,
        String smsCentreNumber,
        Duration deadline,
        MessageObserver observer,
        Optional<UeSecurity> security) {}
