package io.carillon.testkit;

import io.carillon.identity.aka.Sqn;
import io.carillon.identity.aka.Usim;
import io.carillon.ipsec.SecurityAssociations;
import io.carillon.ipsec.Suite;
import io.carillon.sip.transport.MessageObserver;
import io.carillon.sip.transport.Transport;
import io.carillon.sip.transport.TransportSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A phone in the making: identities, a secret and the P-CSCF are needed, the rest has defaults. */
public final class UeBuilder {
    private final String name;
    private final List<String> impus = new ArrayList<>();
    private String impi = "";
    private String home = "ims.mnc001.mcc001.3gppnetwork.org";
    private @Nullable Function<String, Credential> credential;
    private @Nullable InetSocketAddress pcscf;
    private Transport transport = Transport.UDP;
    private String pcscfName = "";
    private TransportSettings connections = TransportSettings.STANDARD;
    private InetAddress local = InetAddress.getLoopbackAddress();
    private int port;
    private String imei = "35694207-001234-0";
    private String access = "3GPP-E-UTRAN-FDD; utran-cell-id-3gpp=0010100010000B01";
    private int tone = 440;
    private boolean camera;
    private boolean reliable = true;
    private CallPolicy policy = CallPolicy.ANSWER;
    private String smsCentre = "";
    private String smsCentreNumber = "+15550100";
    private Duration deadline = Duration.ofSeconds(10);
    private MessageObserver observer = MessageObserver.NONE;
    private Optional<UeSecurity> security = Optional.empty();

    UeBuilder(String name) {
        this.name = name;
    }

    /** The private identity, such as 001010000000001@ims.mnc001.mcc001.3gppnetwork.org. */
    public UeBuilder impi(String value) {
        impi = value;
        return this;
    }

    /** A public identity; the first is the one that registers and calls. */
    public UeBuilder impu(String value) {
        impus.add(value);
        return this;
    }

    public UeBuilder home(String domain) {
        home = domain;
        return this;
    }

    public UeBuilder password(String value) {
        credential = user -> new Credential.Password(user, value);
        return this;
    }

    /** A USIM with the subscriber's K and OPc, which has seen no SQN yet. */
    public UeBuilder usim(byte[] k, byte[] opc) {
        return usim(k, opc, 0);
    }

    /** @param highestSqn every SQN up to this one is stale to the USIM */
    public UeBuilder usim(byte[] k, byte[] opc, long highestSqn) {
        var card = new Usim(k, opc, new Sqn(highestSqn));
        credential = user -> new Credential.Sim(user, card);
        return this;
    }

    public UeBuilder pcscf(InetSocketAddress address) {
        pcscf = address;
        return this;
    }

    /** What the P-CSCF's certificate must be for on TLS and WSS; its address if not told otherwise. */
    public UeBuilder pcscfName(String domain) {
        pcscfName = domain;
        return this;
    }

    /** Whom it trusts on TLS and WSS, and how it keeps its connection alive. */
    public UeBuilder connections(TransportSettings value) {
        connections = value;
        return this;
    }

    /** What it speaks towards the P-CSCF; it listens on UDP and TCP, since large requests come by TCP (RFC 3261 §18.1.1). */
    public UeBuilder transport(Transport value) {
        transport = value;
        return this;
    }

    /** Where the phone is; port 0 takes a free one. */
    public UeBuilder local(InetAddress address, int freePort) {
        local = address;
        port = freePort;
        return this;
    }

    public UeBuilder imei(String value) {
        imei = value;
        return this;
    }

    /** The network that the phone says it is in (P-Access-Network-Info); LTE if nothing else is said. */
    public UeBuilder access(String network) {
        access = network;
        return this;
    }

    /** What it says in a call, in Hz. */
    public UeBuilder tone(int hertz) {
        tone = hertz;
        return this;
    }

    /** Calls with a picture beside the voice, and shows one to who offers it. */
    public UeBuilder camera() {
        camera = true;
        return this;
    }

    /** Whether it supports 100rel (RFC 3262); a phone without it is a phone too. */
    public UeBuilder reliableProvisionals(boolean value) {
        reliable = value;
        return this;
    }

    public UeBuilder onCall(CallPolicy value) {
        policy = value;
        return this;
    }

    /** Where it submits short messages: the PSI of the SMS centre, sip:smsc@im.HOME if not told otherwise. */
    public UeBuilder smsCentre(String uri, String number) {
        smsCentre = uri;
        smsCentreNumber = number;
        return this;
    }

    /** Registers with IPsec (RFC 3329, TS 33.203), by associations set up there, with these algorithms. */
    public UeBuilder securityAgreement(SecurityAssociations kernel, Suite... suites) {
        security = Optional.of(new UeSecurity(kernel, List.of(suites)));
        return this;
    }

    /** How long each wait may take. */
    public UeBuilder deadline(Duration value) {
        deadline = value;
        return this;
    }

    /** Sees every SIP message of this UE. */
    public UeBuilder observer(MessageObserver value) {
        observer = value;
        return this;
    }

    /** Switches the phone on: it listens, and has not registered. */
    public Ue start() {
        var secret = credential;
        var proxy = pcscf;
        if (impus.isEmpty() || secret == null || proxy == null) {
            throw new IllegalStateException(name + " needs a public identity, a secret and a P-CSCF");
        }
        var user = impi.isEmpty() ? impus.getFirst().substring(impus.getFirst().indexOf(':') + 1) : impi;
        var settings = new UeSettings(
                name,
                List.copyOf(impus),
                home,
                secret.apply(user),
                proxy,
                transport,
                pcscfName,
                connections,
                local,
                port,
                imei,
                access,
                tone,
                camera,
                reliable,
                policy,
                smsCentre.isEmpty() ? "sip:smsc@im." + home : smsCentre,
                smsCentreNumber,
                deadline,
                observer,
                security);
        try {
            return new Ue(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot listen", e);
        }
    }
}
