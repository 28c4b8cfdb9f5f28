package io.carillon.suite;

import static org.awaitility.Awaitility.await;

import io.carillon.diameter.ClientSettings;
import io.carillon.diameter.DiameterAnswer;
import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.DiameterRequest;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.LocalNode;
import io.carillon.diameter.Octets;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.PeerAddress;
import io.carillon.diameter.sh.DataReference;
import io.carillon.diameter.sh.ProfileUpdateRequest;
import io.carillon.diameter.sh.Sh;
import io.carillon.diameter.sh.ShAvps;
import io.carillon.diameter.sh.UserDataRequest;
import io.carillon.diameter.sh.UserIdentity;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Somebody else's telephony server, which shares the users' services with ours over Sh. */
final class ApplicationServer implements AutoCloseable {
    private static final String SERVICE = "simservs";
    private static final Pattern SEQUENCE = Pattern.compile("<SequenceNumber>(\\d+)</SequenceNumber>");

    private final DiameterClient client;

    ApplicationServer(String id, int hss) {
        var peer = new PeerAddress("hss-1." + House.DOMAIN, "127.0.0.1", hss);
        client = DiameterClient.create(ClientSettings.of(
                        new LocalNode(id + "." + House.DOMAIN, House.DOMAIN), () -> List.of(peer), Sh.APPLICATION))
                .start();
        await().atMost(Duration.ofSeconds(20)).until(() -> !client.connected().isEmpty());
    }

    /** The number of what is there; -1 if there is nothing. */
    int sequence(String user) {
        var answer = ask(UserDataRequest.draft()
                .envelope(Envelope.session(client.newSessionId()))
                .set(ShAvps.USER_IDENTITY, UserIdentity.of(user))
                .add(ShAvps.SERVICE_INDICATION, Octets.of(SERVICE))
                .add(ShAvps.DATA_REFERENCE, DataReference.REPOSITORY_DATA)
                .build());
        var sequence = SEQUENCE.matcher(answer.userData().orElse(""));
        return sequence.find() ? Integer.parseInt(sequence.group(1)) : -1;
    }

    /** All calls of one user go to the other (TS 24.604 §4.9). */
    void diverts(String user, String target, int sequence) {
        var answer = ask(ProfileUpdateRequest.draft()
                .envelope(Envelope.session(client.newSessionId()))
                .set(ShAvps.USER_IDENTITY, UserIdentity.of(Office.impu(user)))
                .add(ShAvps.DATA_REFERENCE, DataReference.REPOSITORY_DATA)
                .set(ShAvps.USER_DATA, """
                        <Sh-Data><RepositoryData><ServiceIndication>%s</ServiceIndication>\
                        <SequenceNumber>%d</SequenceNumber><ServiceData>\
                        <ss:simservs xmlns:ss="http://uri.etsi.org/ngn/params/xml/simservs/xcap" \
                        xmlns:cp="urn:ietf:params:xml:ns:common-policy"><ss:communication-diversion active="true">\
                        <cp:ruleset><cp:rule id="all"><cp:actions><ss:forward-to><ss:target>%s</ss:target>\
                        </ss:forward-to></cp:actions></cp:rule></cp:ruleset></ss:communication-diversion>\
                        </ss:simservs></ServiceData></RepositoryData></Sh-Data>""".formatted(SERVICE, sequence, Office.impu(target)))
                .build());
        if (!answer.result().success()) {
            throw new AssertionError("the HSS does not take it: " + answer.result());
        }
    }

    private <A extends DiameterAnswer> A ask(DiameterRequest<A> request) {
        return switch (client.ask(request, Duration.ofSeconds(10))) {
            case Outcome.Answered<A>(var answer) -> answer;
            case Outcome.Unanswered<A>(var reason) -> throw new AssertionError("no answer: " + reason);
        };
    }

    @Override
    public void close() {
        client.close();
    }
}
