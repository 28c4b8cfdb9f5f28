package io.carillon.bench.chain.kamailio;

import io.carillon.bench.sip.generator.Usim;
import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.BaseResult;
import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.LocalNode;
import io.carillon.diameter.Octets;
import io.carillon.diameter.ServerSettings;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.cx.Cx;
import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.LocationInfoAnswer;
import io.carillon.diameter.cx.LocationInfoRequest;
import io.carillon.diameter.cx.MultimediaAuthAnswer;
import io.carillon.diameter.cx.MultimediaAuthRequest;
import io.carillon.diameter.cx.ServerAssignmentAnswer;
import io.carillon.diameter.cx.ServerAssignmentRequest;
import io.carillon.diameter.cx.SipAuthDataItem;
import io.carillon.diameter.cx.UserAuthorizationAnswer;
import io.carillon.diameter.cx.UserAuthorizationRequest;
import io.carillon.identity.aka.AkaVector;
import io.carillon.identity.aka.Milenage;
import io.carillon.identity.aka.Sqn;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** An HSS that knows every user and looks nothing up: Cx (TS 29.229), AKA vectors of one key. */
public final class CxAnswerer {
    private static final byte[] AMF = {(byte) 0x80, 0};

    private final String scscf;
    private final AtomicLong sequence = new AtomicLong();
    private final SecureRandom random = new SecureRandom();

    private CxAnswerer(String scscf) {
        this.scscf = scscf;
    }

    /** The domain, the port, and the name of the S-CSCF. */
    public static void main(String[] arguments) throws InterruptedException {
        var answerer = new CxAnswerer(arguments[2]);
        var listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1]));
        // Kamailio's cdp resolves the name of its peer.
        var local = new LocalNode("127.0.0.1", arguments[0]);
        try (var server = DiameterServer.create(ServerSettings.of(local, listen, Cx.APPLICATION))) {
            server.handle(UserAuthorizationRequest.class, answerer::authorize)
                    .handle(MultimediaAuthRequest.class, answerer::challenge)
                    .handle(ServerAssignmentRequest.class, CxAnswerer::assign)
                    .handle(LocationInfoRequest.class, answerer::locate)
                    .start();
            System.out.println("ready");
            Thread.currentThread().join();
        }
    }

    private UserAuthorizationAnswer authorize(UserAuthorizationRequest request) {
        return UserAuthorizationAnswer.draft()
                .envelope(Envelope.OPEN)
                .result(ThreeGppResult.SUBSEQUENT_REGISTRATION)
                .set(CxAvps.SERVER_NAME, scscf)
                .build();
    }

    private MultimediaAuthAnswer challenge(MultimediaAuthRequest request) {
        var rand = new byte[AkaVector.RAND_LENGTH];
        random.nextBytes(rand);
        var number = Sqn.of(sequence.incrementAndGet(), 0);
        var vector = AkaVector.generate(new Milenage(Usim.KEY, Usim.OPC), number, AMF, rand);
        var challenge = Arrays.copyOf(rand, rand.length + AkaVector.AUTN_LENGTH);
        System.arraycopy(vector.autn(), 0, challenge, rand.length, AkaVector.AUTN_LENGTH);
        return MultimediaAuthAnswer.draft()
                .envelope(Envelope.OPEN)
                .result(BaseResult.SUCCESS)
                .set(BaseAvps.USER_NAME, request.userName())
                .set(CxAvps.PUBLIC_IDENTITY, request.publicIdentity())
                .set(CxAvps.SIP_NUMBER_AUTH_ITEMS, 1L)
                .add(
                        CxAvps.SIP_AUTH_DATA_ITEM,
                        SipAuthDataItem.aka(
                                1,
                                Octets.of(challenge),
                                Octets.of(vector.xres()),
                                Octets.of(vector.ck()),
                                Octets.of(vector.ik())))
                .build();
    }

    private static ServerAssignmentAnswer assign(ServerAssignmentRequest request) {
        var user = request.userName().orElse("");
        var identity = request.publicIdentities().isEmpty()
                ? "sip:" + user
                : request.publicIdentities().getFirst();
        return ServerAssignmentAnswer.draft()
                .envelope(Envelope.OPEN)
                .result(BaseResult.SUCCESS)
                .set(BaseAvps.USER_NAME, user)
                .set(CxAvps.USER_DATA, """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <IMSSubscription><PrivateID>%s</PrivateID><ServiceProfile><PublicIdentity>\
                        <BarringIndication>0</BarringIndication><Identity>%s</Identity></PublicIdentity>\
                        </ServiceProfile></IMSSubscription>""".formatted(user, identity))
                .build();
    }

    private LocationInfoAnswer locate(LocationInfoRequest request) {
        return LocationInfoAnswer.draft()
                .envelope(Envelope.OPEN)
                .result(BaseResult.SUCCESS)
                .set(CxAvps.SERVER_NAME, scscf)
                .build();
    }
}
