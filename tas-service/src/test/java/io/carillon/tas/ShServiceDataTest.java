package io.carillon.tas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.identity.Impu;
import io.carillon.node.directory.StaticNodes;
import io.carillon.sip.message.SipFailure;
import io.carillon.tas.diversion.DiversionRules;
import io.carillon.tas.simservs.ServiceData;
import io.carillon.tas.simservs.Simservs;
import io.carillon.tas.simservs.SimservsWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The services of users in the HSS: what is set is there, calls obey what is there, and news come at once. */
class ShServiceDataTest extends IscTest {
    private static final String HOST = "tas-9." + Tas.HOME;
    private static final HandClock TIME = new HandClock();
    private static final StaticNodes NEIGHBOURS = StaticNodes.of(OCS.node());
    private static Tas node;

    private Hss hss;

    @BeforeAll
    static void start() {
        node = Tas.start(
                "tas-9",
                NEIGHBOURS,
                RECORDS,
                TIME,
                "--carillon.tas.service-data.store=hss",
                "--carillon.tas.service-data.deadline=1s");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void connect() {
        TIME.begin();
        hss = new Hss();
        NEIGHBOURS.put(hss.node());
        await().atMost(Duration.ofSeconds(20)).until(hss::isConnected);
    }

    @AfterEach
    void disconnect() {
        hss.close();
    }

    private static String document(int sequence, String unconditional) {
        var rules = new DiversionRules(unconditional, null, null, null, null);
        var services = Simservs.NONE.with(rules.in(Simservs.Diversion.NONE));
        return "<Sh-Data><RepositoryData><ServiceIndication>simservs</ServiceIndication><SequenceNumber>" + sequence
                + "</SequenceNumber><ServiceData>"
                + SimservsWriter.write(services).replaceFirst("^<\\?.*?\\?>", "")
                + "</ServiceData></RepositoryData></Sh-Data>";
    }

    private int set(String method, String json) {
        var path = "/api/v1/users/" + URLEncoder.encode(user, StandardCharsets.UTF_8) + "/diversion";
        return node.send(method, path, json).statusCode();
    }

    private void calls() {
        caller.send(invite("<" + user + ">;sescase=term;regstate=reg", user), node.sip());
    }

    private void goesTo(String target) {
        calls();
        if (!target.equals(user)) {
            caller.expect(181);
        }
        var onward = callee.expect("INVITE");
        assertThat(onward.uri()).isEqualTo(target);
        callee.reply(onward, 603);
        callee.expect("ACK");
        caller.expect(603);
    }

    @Test
    void what_is_set_is_in_the_hss_and_read_once() {
        assertThat(set("PUT", "{\"unconditional\":\"" + user("carol") + "\"}")).isEqualTo(200);
        assertThat(hss.stored(user)).contains("<SequenceNumber>0<").contains(user("carol"));
        TIME.advance(Duration.ofMinutes(1));
        hss.asked();

        goesTo(user("carol"));
        goesTo(user("carol"));
        assertThat(hss.asked()).containsExactly("SNR");

        assertThat(set("PUT", "{\"unconditional\":\"" + user("dave") + "\"}")).isEqualTo(200);
        assertThat(hss.stored(user)).contains("<SequenceNumber>1<").contains(user("dave"));
        goesTo(user("dave"));
        assertThat(set("DELETE", "")).isEqualTo(204);
        goesTo(user);
    }

    @Test
    void news_of_the_hss_are_obeyed_at_once() {
        set("PUT", "{\"unconditional\":\"" + user("carol") + "\"}");
        goesTo(user("carol"));
        hss.asked();
        assertThat(hss.pushes(HOST, user, document(1, user("erin")))).isEqualTo(BaseResult.SUCCESS);
        goesTo(user("erin"));
        assertThat(hss.asked()).isEmpty();

        assertThat(hss.pushes(HOST, user, "no XML")).isEqualTo(ThreeGppResult.USER_DATA_NOT_RECOGNIZED);
    }

    @Test
    void the_identities_of_a_set_have_their_services_in_common() {
        var number = Impu.parse("tel:+4930" + Math.floorMod(user.hashCode(), 1_000_000));
        hss.areOne(user, number.value());
        var services = node.bean(ServiceData.class);
        set("PUT", "{\"unconditional\":\"" + user("carol") + "\"}");
        TIME.advance(Duration.ofMinutes(1));
        assertThat(unconditional(services.of(number))).contains("carol");
        hss.asked();
        assertThat(unconditional(services.of(Impu.parse(user)))).contains("carol");
        assertThat(hss.asked()).isEmpty();

        hss.pushes(HOST, number.value(), document(1, user("erin")));
        assertThat(unconditional(services.of(Impu.parse(user)))).contains("erin");
        hss.stores(user, document(1, user("erin")));
        services.update(number, data -> Simservs.NONE);
        assertThat(services.of(Impu.parse(user))).isEqualTo(Simservs.NONE);
    }

    private static String unconditional(Simservs services) {
        return String.valueOf(DiversionRules.of(services.diversion()).unconditional());
    }

    @Test
    void an_hss_that_does_not_know_the_user_says_so() {
        hss.knowsNobody();
        assertThat(set("PUT", "{\"unconditional\":\"" + user("carol") + "\"}")).isEqualTo(404);
    }

    @Test
    void of_two_changes_at_once_none_is_lost() {
        hss.somebodyIsFaster(document(0, user("carol")));
        assertThat(node.bean(ServiceData.class)
                        .update(
                                Impu.parse(user),
                                data -> data.with(
                                        new Simservs.Screening(true, java.util.List.of(), java.util.List.of()))))
                .matches(data -> data.screening().doNotDisturb())
                .matches(data -> DiversionRules.of(data.diversion()).unconditional() != null);
        assertThat(hss.asked()).containsExactly("UDR", "PUR", "UDR", "PUR");
        assertThat(hss.stored(user)).contains("<SequenceNumber>1<");
    }

    @Test
    void an_hss_that_allows_no_subscription_is_asked_again_soon() {
        set("PUT", "{\"unconditional\":\"" + user("carol") + "\"}");
        hss.refusesSubscriptions();
        TIME.advance(Duration.ofMinutes(1));
        hss.asked();
        goesTo(user("carol"));
        goesTo(user("carol"));
        assertThat(hss.asked()).containsExactly("SNR", "UDR");
        TIME.advance(Duration.ofSeconds(6));
        goesTo(user("carol"));
        assertThat(hss.asked()).containsExactly("SNR", "UDR");
    }

    @Test
    void while_the_hss_is_away_known_users_are_served_and_unknown_ones_are_not() {
        set("PUT", "{\"unconditional\":\"" + user("carol") + "\"}");
        goesTo(user("carol"));
        hss.close();
        TIME.advance(Duration.ofHours(1));
        goesTo(user("carol"));

        var stranger = Impu.parse(user("stranger"));
        var services = node.bean(ServiceData.class);
        Assertions.assertThatExceptionOfType(SipFailure.class)
                .isThrownBy(() -> services.of(stranger))
                .matches(failure -> failure.status() == 503);
        assertThat(set("PUT", "{\"unconditional\":\"" + user("dave") + "\"}")).isEqualTo(503);
    }

    @Test
    void data_of_other_services_and_documents_that_cannot_be_read() {
        hss.pushes(HOST, user, document(4, user("carol")).replace("simservs</", "others</"));
        goesTo(user);
        hss.pushes(HOST, user, document(5, user("carol")).replaceAll("simservs (xml|active)", "what $1"));
        TIME.advance(Duration.ofMinutes(30));
        goesTo(user);
    }
}
