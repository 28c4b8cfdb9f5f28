package io.carillon.bench.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.bench.BenchException;
import io.carillon.bench.Benchmarks;
import io.carillon.bench.ChainSettings;
import io.carillon.bench.Part;
import io.carillon.bench.ProgramInstalled;
import io.carillon.bench.Settings;
import io.carillon.bench.Workplace;
import io.carillon.bench.chain.kamailio.KamailioChain;
import io.carillon.bench.sip.generator.Work;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several servers that do an operation together, with real phones' generator, for a second. */
class ChainTest {
    private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream());
    private static final int USERS = 40;

    private static Settings quick(int held, boolean full, Optional<String> beside) {
        return new Settings(0, 1, 1, 0, 4, "udp", beside, new ChainSettings(USERS, held, full, false));
    }

    /** The peer, its Cx server, and everything that phones say and hear. */
    @EnabledIfSystemProperty(named = "carillon.long", matches = "true")
    @Test
    void phones_register_with_aka_and_call_each_other_through_kamailio() throws IOException {
        ProgramInstalled.required("kamailio");
        var settings = quick(10, false, Optional.empty());
        try (var place = new Workplace()) {
            var kamailio = new KamailioChain().start(place, settings);
            assertThat(kamailio.parts()).extracting(Part::name).containsExactly("icscf", "scscf", "pcscf", "cx");

            var calls = new ChainLoad(place, settings, Work.CALL, SILENT);
            calls.prepare(kamailio);
            var called = calls.run(kamailio, 1, 0);
            assertThat(called.failed()).as(called.complaint()).isZero();
            assertThat(called.completed()).isPositive();

            var registrations = new ChainLoad(place, settings, Work.REGISTER, SILENT);
            registrations.prepare(kamailio);
            var registered = registrations.run(kamailio, 1, 0);
            assertThat(registered.failed()).as(registered.complaint()).isZero();
            assertThat(registered.completed()).isPositive();
        }
    }

    /** One house; in every other turn it tells Kafka of every message. */
    @EnabledIfSystemProperty(named = "carillon.long", matches = "true")
    @Test
    void a_house_takes_turns_with_itself_when_it_traces() {
        var report = Benchmarks.run("call", quick(0, false, Optional.of("traced")), SILENT);

        assertThat(report.failures()).as(report.text()).isZero();
        assertThat(report.json()).contains("\"peer\":{\"name\":\"traced\"");
    }

    @Test
    void only_a_call_may_be_a_full_one() {
        assertThatThrownBy(() -> Benchmarks.run("register", quick(0, true, Optional.empty()), SILENT))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("call");
    }

    /** Minutes, for a start of stores and nodes each. */
    @EnabledIfSystemProperty(named = "carillon.long", matches = "true")
    @ParameterizedTest
    @CsvSource({"call,10,false", "register,0,false", "message,0,false", "sms,0,false", "call,0,true"})
    void our_nodes_do_it_without_failures(String operation, int held, boolean full) {
        var report = Benchmarks.run(operation, quick(held, full, Optional.empty()), SILENT);

        assertThat(report.failures()).as(report.text()).isZero();
        assertThat(report.rate()).isPositive();
        assertThat(report.json()).contains("\"nodes\":{\"hss\":", "\"sbc\":", "\"stores\":{\"mariadb\":", "\"redis\":");
    }
}
