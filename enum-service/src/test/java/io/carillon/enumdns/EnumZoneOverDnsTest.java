package io.carillon.enumdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.enumdns.wire.DnsServer;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The zone asked by a resolver that knows nothing of us, over real sockets. */
class EnumZoneOverDnsTest {
    /** +4930100. */
    private static final String ALICE = "0.0.1.0.3.9.4.e164.arpa";

    private final InMemoryNumbers numbers = new InMemoryNumbers();
    private DnsServer server;
    private DnsClient client;

    @BeforeEach
    void open() {
        EnumProperties settings = new EnumProperties(
                "e164.arpa",
                "ns1.example.net",
                "hostmaster.example.net",
                "127.0.0.1",
                0,
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                64,
                4,
                Duration.ofSeconds(5),
                new EnumProperties.Cache(0, Duration.ZERO, Duration.ZERO));
        server = DnsServer.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new DnsServer.Bounds(64, 4, Duration.ofSeconds(5)),
                new EnumNode(new EnumZone(settings, 7), numbers));
        client = new DnsClient(server.local());
        put("+4930100", Optional.of("sip:+4930100@example.net;user=phone"), Optional.empty());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void put(String number, Optional<String> uri, Optional<String> routingNumber) {
        numbers.put(new NumberMapping(E164.parse(number), uri, routingNumber, routingNumber.isPresent()));
    }

    @Test
    void a_number_has_its_sip_uri() throws IOException {
        Message answer = client.naptr(ALICE);
        assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
        NAPTRRecord naptr = (NAPTRRecord) answer.getSection(Section.ANSWER).getFirst();
        assertThat(naptr.getFlags()).isEqualTo("u");
        assertThat(naptr.getService()).isEqualTo("E2U+sip");
        assertThat(naptr.getRegexp()).isEqualTo("!^.*$!sip:+4930100@example.net;user=phone!");
        assertThat(naptr.getReplacement()).isEqualTo(Name.root);
        assertThat(naptr.getTTL()).isEqualTo(60);
    }

    @Test
    void udp_and_tcp_answer_alike() throws IOException {
        Message query = DnsClient.query(ALICE, Type.NAPTR);
        assertThat(client.tcp(query).toWire()).isEqualTo(client.udp(query).toWire());
    }

    @Test
    void a_ported_number_has_its_routing_number_behind_the_sip_uri() throws IOException {
        put("+4930100", Optional.of("sip:x@example.net"), Optional.of("+49199"));
        assertThat(client.naptr(ALICE).getSection(Section.ANSWER))
                .extracting(record -> ((NAPTRRecord) record).getService(), record -> ((NAPTRRecord) record).getRegexp())
                .containsExactly(
                        tuple("E2U+sip", "!^.*$!sip:x@example.net!"),
                        tuple("E2U+pstn:tel", "!^.*$!tel:+4930100;npdi;rn=+49199!"));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "9.0.1.0.3.9.4.e164.arpa,   NAPTR, NXDOMAIN", // a number that is not there
        "0.3.9.4.e164.arpa,         NAPTR, NOERROR", // the beginning of one
        "0.0.1.0.3.9.4.e164.arpa,   A,     NOERROR", // there, but nothing of that type
        "0.0.0.1.0.3.9.4.e164.arpa, NAPTR, NXDOMAIN", // longer than a number
        "x.9.4.e164.arpa,           NAPTR, NXDOMAIN", // no digit
        "00.9.4.e164.arpa,          NAPTR, NXDOMAIN", // no single digit
        "1.2.3.4.5.6.7.8.9.0.1.2.3.4.5.6.e164.arpa, NAPTR, NXDOMAIN", // too long
        "e164.arpa,                 NAPTR, NOERROR", // the zone itself
    })
    void what_is_not_there_is_denied_with_the_soa(String name, String type, String rcode) throws IOException {
        Message answer = client.udp(DnsClient.query(name, Type.value(type)));
        assertThat(Rcode.string(answer.getRcode())).isEqualTo(rcode);
        assertThat(answer.getSection(Section.ANSWER)).isEmpty();
        assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
        assertThat(answer.getSection(Section.AUTHORITY))
                .singleElement()
                .isInstanceOfSatisfying(
                        SOARecord.class, soa -> assertThat(soa.getTTL()).isEqualTo(10));
    }

    @Test
    void the_zone_has_soa_and_ns() throws IOException {
        assertThat(client.udp(DnsClient.query("e164.arpa", Type.SOA)).getSection(Section.ANSWER))
                .singleElement()
                .isInstanceOfSatisfying(
                        SOARecord.class, soa -> assertThat(soa.getSerial()).isEqualTo(7));
        assertThat(client.udp(DnsClient.query("E164.ARPA", Type.NS)).getSection(Section.ANSWER))
                .hasSize(1);
        assertThat(client.udp(DnsClient.query("e164.arpa", Type.ANY)).getSection(Section.ANSWER))
                .hasSize(2);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "example.net, A, IN",
        "arpa, NS, IN",
        "e164.arpa, AXFR, IN",
        "version.bind, TXT, CH",
        "xe164.arpa, NS, IN"
    })
    void other_zones_classes_and_transfers_are_refused(String name, String type, String dclass) throws IOException {
        Name asked = Name.fromString(name, Name.root);
        Message query = Message.newQuery(Record.newRecord(asked, Type.value(type), DClass.value(dclass)));
        Message answer = new Message(client.rawUdp(query.toWire()));
        assertThat(answer.getRcode()).isEqualTo(Rcode.REFUSED);
        assertThat(answer.getHeader().getFlag(Flags.AA)).isFalse();
    }

    @Test
    void edns_is_answered_and_a_newer_one_told() throws IOException {
        Message query = DnsClient.query(ALICE, Type.NAPTR);
        query.addRecord(new OPTRecord(1400, 0, 0), Section.ADDITIONAL);
        assertThat(client.udp(query).getOPT().getPayloadSize()).isEqualTo(1232);
        Message newer = DnsClient.query(ALICE, Type.NAPTR);
        newer.addRecord(new OPTRecord(1400, 0, 1), Section.ADDITIONAL);
        assertThat(client.udp(newer).getRcode()).isEqualTo(Rcode.BADVERS);
    }

    @Test
    void other_opcodes_are_not_implemented() throws IOException {
        Message query = DnsClient.query("e164.arpa", Type.SOA);
        query.getHeader().setOpcode(Opcode.NOTIFY);
        assertThat(new Message(client.rawUdp(query.toWire())).getRcode()).isEqualTo(Rcode.NOTIMP);
    }

    @Test
    void garbage_is_a_format_error_under_its_own_id() throws IOException {
        byte[][] broken = {
            {0x12, 0x34, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0}, // a question promised and not there
            {0x12, 0x34, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, (byte) 0xc0, 0x0c, 0, 1, 0, 1}, // a name that points at itself
            {0x12, 0x34, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 63, 'x'}, // a label longer than the message
            {0x12, 0x34, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, // no question
        };
        for (byte[] query : broken) {
            Message answer = new Message(client.rawUdp(query));
            assertThat(answer.getHeader().getID()).isEqualTo(0x1234);
            assertThat(answer.getRcode()).isEqualTo(Rcode.FORMERR);
            assertThat(new Message(client.rawTcp(query)[0]).getRcode()).isEqualTo(Rcode.FORMERR);
        }
    }

    @Test
    void answers_are_not_answered() throws IOException {
        byte[] answer = client.naptr(ALICE).toWire();
        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> client.rawTcp(answer));
    }

    @Test
    void several_queries_share_a_connection() throws IOException {
        byte[] one = DnsClient.query(ALICE, Type.NAPTR).toWire();
        byte[] two = DnsClient.query("e164.arpa", Type.SOA).toWire();
        byte[][] answers = client.rawTcp(one, two);
        assertThat(new Message(answers[0]).getQuestion().getType()).isEqualTo(Type.NAPTR);
        assertThat(new Message(answers[1]).getQuestion().getType()).isEqualTo(Type.SOA);
    }

    @Test
    void a_store_that_is_away_is_a_server_failure_and_the_next_good_query_works() throws IOException {
        numbers.away(true);
        Message failed = client.naptr(ALICE);
        assertThat(failed.getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(failed.getHeader().getFlag(Flags.AA)).isFalse();
        numbers.away(false);
        assertThat(client.naptr(ALICE).getRcode()).isEqualTo(Rcode.NOERROR);
    }

    @Test
    void noise_is_survived() throws IOException {
        Random random = new Random(6116);
        byte[] good = DnsClient.query(ALICE, Type.NAPTR).toWire();
        for (int round = 0; round < 2000; round++) {
            byte[] query = good.clone();
            for (int hits = random.nextInt(1, 6); hits > 0; hits--) {
                query[random.nextInt(query.length)] = (byte) random.nextInt(256);
            }
            query[2] &= 0x7f;
            client.rawUdp(query);
        }
        assertThat(client.naptr(ALICE).getRcode()).isEqualTo(Rcode.NOERROR);
    }
}
