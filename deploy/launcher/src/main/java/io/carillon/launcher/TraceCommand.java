package io.carillon.launcher;

import io.carillon.launcher.suite.Layout;
import io.carillon.launcher.suite.Suite;
import io.carillon.launcher.suite.SuiteException;
import io.carillon.node.trace.TraceEvent;
import io.carillon.trace.Ladder;
import io.carillon.trace.LadderText;
import io.carillon.trace.Related;
import io.carillon.trace.TraceTopic;
import io.carillon.trace.Verdicts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "trace", description = "The ladder of a call or a subscriber across all nodes: SIP, Diameter, NG, DNS.")
final class TraceCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Parameters(paramLabel = "CALL-ID|IMPU", description = "A Call-ID, or a public identity such as sip:alice@…")
    @SuppressWarnings("NullAway.Init")
    private String key;

    @Option(names = "--mermaid", description = "As a Mermaid sequence diagram.")
    private boolean mermaid;

    @Override
    public Integer call() {
        List<TraceEvent> all = read(new Suite(Layout.current()));
        List<TraceEvent> events = Related.to(key, all);
        if (events.isEmpty()) {
            throw new SuiteException("no message of " + key + " is among the newest " + TraceTopic.MOST
                    + " of the trace. A Call-ID stands in the phone's log; an identity is written sip:user@domain;"
                    + " the console finds older ones");
        }
        Ladder ladder = Ladder.of(events, all);
        System.out.print(mermaid ? LadderText.mermaid(ladder) : LadderText.ascii(ladder));
        if (!mermaid) {
            Verdicts.on(ladder).ifPresent(verdict -> System.out.println("\nVerdict: " + verdict.text()));
        }
        return 0;
    }

    private static List<TraceEvent> read(Suite suite) {
        try {
            return new TraceTopic("127.0.0.1:" + suite.storePorts().kafka()).read(PATIENCE);
        } catch (KafkaException e) {
            throw new SuiteException(
                    "Kafka does not answer (" + e.getMessage() + "); is the suite up? ./ims status", e);
        }
    }
}
