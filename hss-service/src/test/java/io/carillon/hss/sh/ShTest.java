package io.carillon.hss.sh;

import static io.carillon.diameter.BaseResult.SUCCESS;
import static io.carillon.diameter.sh.DataReference.CHARGING_INFORMATION;
import static io.carillon.diameter.sh.DataReference.IMS_PUBLIC_IDENTITY;
import static io.carillon.diameter.sh.DataReference.IMS_USER_STATE;
import static io.carillon.diameter.sh.DataReference.INITIAL_FILTER_CRITERIA;
import static io.carillon.diameter.sh.DataReference.LOCATION_INFORMATION;
import static io.carillon.diameter.sh.DataReference.MSISDN;
import static io.carillon.diameter.sh.DataReference.REPOSITORY_DATA;
import static io.carillon.diameter.sh.SubscriptionRequestType.SUBSCRIBE;
import static io.carillon.diameter.sh.SubscriptionRequestType.UNSUBSCRIBE;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.ThreeGppResult;
import io.carillon.hss.HssNode;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sh as an application server sees it (TS 29.328 §6.1), over real sockets and a real store. */
class ShTest {
    private static final AtomicInteger NEXT = new AtomicInteger(700);
    private static final HssNode HSS = HssNode.shared();
    private static Telephony tas;
    private static Telephony other;

    private final int number = NEXT.incrementAndGet();
    private final String impu = "sip:sh" + number + '@' + HssNode.HOME;
    private final String tel = "tel:+491720000" + number;

    @BeforeAll
    static void connect() {
        tas = new Telephony("tas-1", HSS);
        other = new Telephony("tas-2", HSS);
    }

    @AfterAll
    static void disconnect() {
        tas.close();
        other.close();
    }

    private void provisioned() {
        var answer =
                HSS.post("/api/v1/subscribers", """
                {"impi":"sh%d@%s","impus":["%s","%s",{"impu":"sip:barred%d@%s","barred":true}],"password":"x"}""".formatted(number, HssNode.HOME, impu, tel, number, HssNode.HOME));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    @Test
    void repository_data_is_numbered_and_shared_by_the_identities_of_a_set() {
        provisioned();
        assertThat(tas.updates(impu, 3, data("a"))).isEqualTo(ThreeGppResult.TRANSPARENT_DATA_OUT_OF_SYNC);
        assertThat(tas.updates(impu, 0, "")).isEqualTo(ThreeGppResult.OPERATION_NOT_ALLOWED);
        assertThat(tas.updates(impu, 0, data("a"))).isEqualTo(SUCCESS);
        assertThat(tas.updates(impu, 0, data("b"))).isEqualTo(ThreeGppResult.TRANSPARENT_DATA_OUT_OF_SYNC);
        assertThat(tas.updates(tel, 1, data("b"))).isEqualTo(SUCCESS);
        assertThat(tas.updates(impu, 1, data("c"))).isEqualTo(ThreeGppResult.TRANSPARENT_DATA_OUT_OF_SYNC);
        assertThat(tas.pulls(tel, REPOSITORY_DATA).userData().orElseThrow())
                .contains("<SequenceNumber>1</SequenceNumber><ServiceData><s:doc xmlns:s=\"urn:s\">b &amp; c</s:doc>"
                        + "</ServiceData>");
        assertThat(tas.updates(impu, 2, "")).isEqualTo(SUCCESS);
        assertThat(tas.pulls(impu, REPOSITORY_DATA).userData().orElseThrow()).doesNotContain("RepositoryData");
    }

    @Test
    void a_watcher_is_told_of_the_changes_of_others_until_it_unsubscribes() throws InterruptedException {
        provisioned();
        assertThat(other.watches(tel, SUBSCRIBE, REPOSITORY_DATA).result()).isEqualTo(ThreeGppResult.SUBS_DATA_ABSENT);
        tas.updates(impu, 0, data("first"));
        assertThat(other.watches(tel, SUBSCRIBE, REPOSITORY_DATA).userData().orElseThrow())
                .contains(">first &amp; c<");
        assertThat(tas.watches(impu, SUBSCRIBE, REPOSITORY_DATA).result()).isEqualTo(SUCCESS);

        tas.updates(impu, 1, data("second"));
        var news = other.told.poll(10, TimeUnit.SECONDS);
        assertThat(news).isNotNull();
        assertThat(news.user().publicIdentity()).contains(tel);
        assertThat(news.userData()).contains("<SequenceNumber>1</SequenceNumber>", ">second &amp; c<");

        assertThat(other.watches(tel, UNSUBSCRIBE, REPOSITORY_DATA).result()).isEqualTo(SUCCESS);
        tas.updates(impu, 2, data("third"));
        other.updates(impu, 3, data("fourth"));
        var toTas = tas.told.poll(10, TimeUnit.SECONDS);
        assertThat(toTas).isNotNull();
        assertThat(toTas.userData()).contains(">fourth &amp; c<");
        assertThat(other.told).isEmpty();
    }

    @Test
    void identities_state_filter_criteria_and_numbers_are_read() {
        provisioned();
        String all = tas.pulls(
                        impu,
                        IMS_PUBLIC_IDENTITY,
                        IMS_USER_STATE,
                        INITIAL_FILTER_CRITERIA,
                        MSISDN,
                        CHARGING_INFORMATION)
                .userData()
                .orElseThrow();
        assertThat(all)
                .contains("<PublicIdentifiers><IMSPublicIdentity>" + impu + "</IMSPublicIdentity><IMSPublicIdentity>"
                        + tel + "</IMSPublicIdentity><MSISDN>" + tel.substring(5) + "</MSISDN></PublicIdentifiers>")
                .contains("<IMSUserState>0</IMSUserState>")
                .contains("<ChargingInformation><PrimaryEventChargingFunctionName>" + HssNode.ONLINE_CHARGING
                        + "</PrimaryEventChargingFunctionName><PrimaryChargingCollectionFunctionName>"
                        + HssNode.OFFLINE_CHARGING + "</PrimaryChargingCollectionFunctionName></ChargingInformation>")
                .contains("<IFCs><InitialFilterCriteria><Priority>10</Priority>")
                .doesNotContain("barred", "sip:im.");
    }

    @Test
    void a_watcher_of_identities_and_filter_criteria_is_told_when_an_order_changes_them() throws InterruptedException {
        provisioned();
        assertThat(other.watches(impu, SUBSCRIBE, IMS_PUBLIC_IDENTITY, INITIAL_FILTER_CRITERIA)
                        .userData()
                        .orElseThrow())
                .contains(impu, tel, "<Priority>10</Priority>");
        ordered("\"%s\",\"sip:more%d@%s\"".formatted(impu, number, HssNode.HOME), "default");
        assertThat(told(other))
                .contains("<IMSPublicIdentity>sip:more" + number, impu)
                .doesNotContain(tel, "IFCs");

        HSS.put(
                "/api/v1/profiles/sh" + number,
                "{\"filterCriteria\":[{\"priority\":7,\"applicationServer\":\"sip:tas.%s\",\"defaultHandling\":\"SESSION_CONTINUED\"}]}"
                        .formatted(HssNode.HOME));
        ordered("\"%s\",\"sip:more%d@%s\"".formatted(impu, number, HssNode.HOME), "sh" + number);
        assertThat(told(other)).contains("<Priority>7</Priority>").doesNotContain("IMSPublicIdentity");

        // the criteria of another server are none of its business
        putCriteria(7, "tas", 9, "im");
        putCriteria(8, "tas", 9, "im");
        assertThat(told(other)).contains("<Priority>8</Priority>").doesNotContain("<Priority>9</Priority>");

        assertThat(other.watches(impu, UNSUBSCRIBE, IMS_PUBLIC_IDENTITY, INITIAL_FILTER_CRITERIA)
                        .result())
                .isEqualTo(SUCCESS);
        putCriteria(6, "tas", 9, "im");
        ordered("\"%s\"".formatted(impu), "default");
        // its own next change is the first it hears of
        tas.updates(impu, 0, data("a"));
        other.watches(impu, SUBSCRIBE, REPOSITORY_DATA);
        tas.updates(impu, 1, data("b"));
        assertThat(told(other)).contains("RepositoryData");
    }

    private static String told(Telephony server) throws InterruptedException {
        var news = server.told.poll(10, TimeUnit.SECONDS);
        assertThat(news).isNotNull();
        return news.userData();
    }

    private void ordered(String impus, String profile) {
        var answer = HSS.put(
                "/api/v1/subscribers/sh" + number + "@" + HssNode.HOME,
                "{\"impus\":[%s],\"profile\":\"%s\"}".formatted(impus, profile));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void putCriteria(int priority, String server, int otherPriority, String otherServer) {
        var criterion =
                "{\"priority\":%d,\"applicationServer\":\"sip:%s.%s\",\"defaultHandling\":\"SESSION_CONTINUED\"}";
        var answer = HSS.put(
                "/api/v1/profiles/sh" + number,
                "{\"filterCriteria\":[%s,%s]}"
                        .formatted(
                                criterion.formatted(priority, server, HssNode.HOME),
                                criterion.formatted(otherPriority, otherServer, HssNode.HOME)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    @Test
    void what_an_application_server_may_not_do_is_refused() {
        provisioned();
        try (var stranger = new Telephony("im-9", HSS)) {
            assertThat(stranger.pulls(impu, MSISDN).result()).isEqualTo(ThreeGppResult.OPERATION_NOT_ALLOWED);
        }
        assertThat(tas.pulls(impu, LOCATION_INFORMATION).result()).isEqualTo(ThreeGppResult.USER_DATA_CANNOT_BE_READ);
        assertThat(tas.watches(impu, SUBSCRIBE, IMS_USER_STATE).result())
                .isEqualTo(ThreeGppResult.USER_DATA_CANNOT_BE_NOTIFIED);
        assertThat(tas.watchesRegistered(impu).result()).isEqualTo(ThreeGppResult.USER_DATA_CANNOT_BE_NOTIFIED);
        assertThat(tas.pulls("sip:nobody@" + HssNode.HOME, MSISDN).result()).isEqualTo(ThreeGppResult.USER_UNKNOWN);
    }

    @Test
    void hostile_and_malformed_data_is_not_recognised() {
        provisioned();
        assertThat(tas.sends(impu, "no XML")).isEqualTo(ThreeGppResult.USER_DATA_NOT_RECOGNIZED);
        assertThat(tas.sends(impu, "<Sh-Data/>")).isEqualTo(ThreeGppResult.USER_DATA_NOT_RECOGNIZED);
        assertThat(tas.sends(impu, "<Sh-Data><Sh-IMS-Data/></Sh-Data>"))
                .isEqualTo(ThreeGppResult.USER_DATA_NOT_RECOGNIZED);
        assertThat(tas.updates(impu, 70_000, data("a"))).isEqualTo(ThreeGppResult.USER_DATA_NOT_RECOGNIZED);
        String outside = "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><Sh-Data><RepositoryData>"
                + "<ServiceIndication>mmtel</ServiceIndication><SequenceNumber>0</SequenceNumber>"
                + "<ServiceData><d>&x;</d></ServiceData></RepositoryData></Sh-Data>";
        assertThat(tas.sends(impu, outside)).isEqualTo(ThreeGppResult.USER_DATA_NOT_RECOGNIZED);
        assertThat(tas.updates(impu, 0, data("x".repeat(70_000)))).isEqualTo(ThreeGppResult.TOO_MUCH_DATA);
    }

    private static String data(String text) {
        return "<ServiceData><s:doc xmlns:s=\"urn:s\">" + text + " &amp; c</s:doc></ServiceData>";
    }
}
