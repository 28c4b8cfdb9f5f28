package io.carillon.tas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.ro.CreditControlRequest;
import io.carillon.diameter.ro.RequestType;
import io.carillon.node.directory.StaticNodes;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A TAS that is a process of its own dies by kill -9 in the middle of calls: another one goes on with them. */
class KillTest {
    private static final String DATABASE = "--spring.data.redis.database=3";
    private static final String LEASE = "--carillon.tas.lease=1s";

    private final String root = "/tas-kill-" + UUID.randomUUID();
    private final Ocs ocs = new Ocs();
    private final Records records = new Records();
    private final Peer caller = new Peer("caller");
    private final Peer callee = new Peer("callee");
    private Tas survivor;
    private Process victim;
    private InetSocketAddress doomed;

    /** An answered call. */
    private record Talk(SipRequest invite, SipRequest onward, SipResponse answer, String session) {}

    @BeforeEach
    void twoNodes() throws Exception {
        survivor = Tas.start("tas-8", StaticNodes.of(ocs.node()), records, DATABASE, LEASE)
                .charged();
        var charging = """
                {"name":"charging","id":"charging-1","payload":{"role":"charging","id":"charging-1","addresses":\
                {"diameter":"%s"},"weight":100,"load":0.0},"registrationTimeUTC":0,"serviceType":"DYNAMIC"}""".formatted(ocs.node().addresses().get("diameter"));
        zooKeeper()
                .create()
                .creatingParentsIfNeeded()
                .forPath(root + "/charging/charging-1", charging.getBytes(StandardCharsets.UTF_8));
        victim = process();
        doomed = await().atMost(Duration.ofSeconds(90)).ignoreExceptions().until(this::victimAddress, ignored -> true);
        await().atMost(Duration.ofSeconds(30)).until(() -> ocs.isConnected("tas-victim." + Tas.HOME));
    }

    private CuratorFramework zooKeeper() {
        return survivor.bean(CuratorFramework.class);
    }

    private InetSocketAddress victimAddress() throws Exception {
        var entry = new String(zooKeeper().getData().forPath(root + "/tas/tas-victim"), StandardCharsets.UTF_8);
        var sip = Pattern.compile("\"sip\":\"([^:]+):(\\d+)\"").matcher(entry);
        if (!sip.find()) {
            throw new IllegalStateException(entry);
        }
        return new InetSocketAddress(sip.group(1), Integer.parseInt(sip.group(2)));
    }

    private Process process() throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TasApplication.class.getName(),
                DATABASE,
                LEASE,
                "--carillon.tas.call-without-charging=false",
                "--carillon.directory.root=" + root));
        command.addAll(Tas.arguments("tas-victim").stream()
                .filter(argument -> !argument.startsWith("--carillon.directory.root="))
                .toList());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "victim.log").toFile())
                .start();
    }

    @AfterEach
    void close() throws InterruptedException {
        victim.destroyForcibly().waitFor();
        survivor.close();
        caller.close();
        callee.close();
        ocs.close();
    }

    private Talk talk(long quota) {
        ocs.answers(request -> Ocs.granted(request, quota));
        var invite = caller.send(
                caller.request("INVITE", "sip:bob@" + Tas.HOME)
                        .edit()
                        .append(HeaderName.ROUTE, "<sip:tas." + Tas.HOME + ";lr>")
                        .append(HeaderName.ROUTE, "<sip:" + callee.sentBy() + ";lr;odi=x1>")
                        .append(HeaderName.P_SERVED_USER, "<sip:alice@" + Tas.HOME + ">;sescase=orig;regstate=reg")
                        .append(HeaderName.SUPPORTED, "timer")
                        .build(),
                doomed);
        var onward = callee.expect("INVITE");
        callee.reply(onward, 200);
        var answer = caller.expect(200);
        caller.send(caller.next("ACK", 1, answer), doomed);
        callee.expect("ACK");
        var session = ocs.expect(RequestType.INITIAL_REQUEST);
        return new Talk(invite, onward, answer, session.envelope().sessionId().orElseThrow());
    }

    @Test
    void answered_calls_go_on_over_a_kill() throws InterruptedException {
        var busy = talk(3_600);
        var silent = talk(3);
        ocs.answers(request -> Ocs.granted(request, 3_600));
        victim.destroyForcibly().waitFor();

        // nobody says a word in this one, yet it is charged on
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ocs.rest().stream()
                        .anyMatch(request -> is(request, silent) && request.type() == RequestType.UPDATE_REQUEST));

        caller.send(caller.next("INVITE", 2, busy.answer()), survivor.sip());
        callee.reply(callee.expect("INVITE"), 200);
        caller.expect(200);
        caller.send(caller.next("ACK", 2, busy.answer()), survivor.sip());
        callee.expect("ACK");
        caller.send(
                caller.next("UPDATE", 3, busy.answer())
                        .edit()
                        .append(HeaderName.SUPPORTED, "timer")
                        .append(HeaderName.SESSION_EXPIRES, "600;refresher=uac")
                        .build(),
                survivor.sip());
        callee.reply(callee.expect("UPDATE"), 200);
        assertThat(caller.expect(200).first(HeaderName.SESSION_EXPIRES)).contains("600;refresher=uac");
        caller.send(caller.next("BYE", 4, busy.answer()), survivor.sip());
        caller.expect(200);
        callee.reply(callee.expect("BYE"), 200);
        callee.send(callee.next("BYE", 1, silent.onward()), survivor.sip());
        callee.expect(200);
        caller.reply(caller.expect("BYE"), 200);

        for (var call : List.of(busy, silent)) {
            var record = records.expect(call.invite().callId());
            assertThat(record.cause()).isEqualTo("BYE 200");
            assertThat(record.answer()).isNotNull();
            var charged =
                    ocs.rest().stream().filter(request -> is(request, call)).toList();
            assertThat(charged.getLast().type()).isEqualTo(RequestType.TERMINATION_REQUEST);
            assertThat(charged.stream().map(CreditControlRequest::number))
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    private static boolean is(CreditControlRequest request, Talk call) {
        return request.envelope().sessionId().filter(call.session()::equals).isPresent();
    }
}
