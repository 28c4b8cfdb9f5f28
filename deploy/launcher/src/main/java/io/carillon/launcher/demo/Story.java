package io.carillon.launcher.demo;

import static io.carillon.launcher.demo.Expectation.arrow;

import io.carillon.launcher.demo.Phones.Call;
import io.carillon.launcher.demo.Phones.Sms;
import io.carillon.launcher.suite.Console;
import io.carillon.launcher.suite.NodeInstance;
import io.carillon.launcher.suite.Suite;
import io.carillon.trace.TraceTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Two phones register, call and text; every arrow and every fact of it is looked at where it must have arrived. */
public final class Story {
    private static final String ALICE = Cast.ALICE;
    private static final String BOB = Cast.BOB;
    private static final long MONEY = 10_000;
    private static final Duration TALK = Duration.ofSeconds(3);
    private static final String TEXT = "Meet me under the big bell at nine. Alice";

    private final Console console;
    private final Network network;
    private final Evidence evidence;
    private final Cast cast;
    private final int accessPort;
    private final Phones.Shop shop;

    public Story(Suite suite, String domain, Console console, Phones.Shop shop) {
        this.console = console;
        this.network = new Network(suite);
        this.evidence = new Evidence(
                console, new TraceTopic("127.0.0.1:" + suite.storePorts().kafka()));
        this.cast = Cast.ofDomain(domain);
        NodeInstance sbc = suite.node("sbc");
        this.accessPort = sbc.port("access");
        this.shop = shop;
    }

    /** What was missing; nothing if all is well. */
    public List<String> tell() {
        Instant begin = Instant.now();
        network.admit(cast, MONEY);
        try (Phones phones = shop.buy(cast, accessPort)) {
            evidence.during(() -> register(phones));
            evidence.during(() -> call(phones, begin));
            evidence.during(() -> text(phones));
        }
        return evidence.missing();
    }

    private void register(Phones phones) {
        console.say("\n1. Alice registers with her USIM (IMS-AKA), Bob with his password (SIP digest)");
        String alice = phones.aliceRegisters().callId();
        phones.bobRegisters();
        evidence.ladder(
                alice,
                List.of(
                        arrow(ALICE, "sbc", "REGISTER"),
                        arrow("sbc", "cscf", "REGISTER"),
                        arrow("cscf", "hss", "UAR"),
                        arrow("cscf", "hss", "MAR"),
                        arrow("sbc", ALICE, "401"),
                        arrow("cscf", "hss", "SAR"),
                        arrow("sbc", ALICE, "200")));
        evidence.check(
                "the HSS holds Alice as registered",
                () -> network.registered(cast.alice().impi(), cast.alice().impu()));
        evidence.check(
                "the HSS holds Bob as registered",
                () -> network.registered(cast.bob().impi(), cast.bob().impu()));
    }

    private void call(Phones phones, Instant begin) {
        console.say("\n2. Alice dials Bob's number, they talk for " + TALK.toSeconds() + " s, Alice hangs up");
        Call call = phones.aliceCalls(cast.bob().number(), TALK);
        evidence.ladder(
                call.callId(),
                List.of(
                        arrow(ALICE, "sbc", "INVITE"),
                        arrow("sbc", "rtpproxy", "offer"),
                        arrow("sbc", "cscf", "INVITE"),
                        arrow("cscf", "tas", "INVITE"),
                        arrow("tas", "charging", "CCR"),
                        arrow("tas", "cscf", "INVITE"),
                        arrow("cscf", "sbc", "INVITE"),
                        arrow("sbc", BOB, "INVITE"),
                        arrow("sbc", "lab", "AAR"),
                        arrow("sbc", ALICE, "200"),
                        arrow(ALICE, "sbc", "BYE"),
                        arrow("sbc", BOB, "BYE"),
                        arrow("sbc", "lab", "STR")));
        evidence.check("Alice heard Bob", call::callerHeard);
        evidence.check("Bob heard Alice", call::calleeHeard);
        evidence.check(
                "Alice paid: her balance is below " + MONEY,
                () -> network.balance(cast.alice().impu()) < MONEY);
        evidence.check(
                "the call has its record (CDR)",
                () -> network.answeredCall(cast.alice().impu(), begin).isPresent());
        network.answeredCall(cast.alice().impu(), begin).ifPresent(this::show);
    }

    private void text(Phones phones) {
        console.say("\n3. Alice sends Bob an SMS");
        Sms sms = phones.aliceTexts(cast.bob().number(), TEXT);
        evidence.ladder(
                sms.callId(),
                List.of(
                        arrow(ALICE, "sbc", "MESSAGE"),
                        arrow("sbc", "cscf", "MESSAGE"),
                        arrow("cscf", "im", "MESSAGE"),
                        arrow("im", "cscf", "MESSAGE"),
                        arrow("sbc", BOB, "MESSAGE")));
        evidence.check("Bob's phone shows the same text", () -> sms.received().equals(TEXT));
        evidence.check(
                "the message is in Bob's history in HBase",
                () -> network.historyHas("tel:" + cast.bob().number(), TEXT));
    }

    private void show(JsonNode record) {
        console.say("    %s → %s, answered %s, %d s, %s"
                .formatted(
                        record.path("caller").asString(),
                        record.path("callee").asString(),
                        record.path("answer").asString(),
                        record.path("durationSeconds").asLong(),
                        record.path("cause").asString()));
    }
}
