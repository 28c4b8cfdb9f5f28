package io.carillon.bench.sip.server;

import com.sun.management.ThreadMXBean;
import io.carillon.bench.sip.OwnCertificate;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transaction.Timers;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.TlsSettings;
import io.carillon.sip.transport.Transport;
import io.carillon.sip.transport.TransportSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

/** A SIP server with one I/O thread and nothing around it; says its port, then answers questions about itself. */
public final class BareServer {
    static final String LISTENER = "bench";

    /**
     * T1 of a quick private network (RFC 3261 §17.1.1.1), so that what is over is absorbed for five seconds: as long as
     * the peers keep it by default.
     */
    private static final Timers TIMERS = new Timers(80, 4_000, 5_000, 5_000, 181_000);

    private static final int TRANSACTIONS = 100_000;

    private BareServer() {}

    /** duty, transport, and the folder of the measurement */
    public static void main(String[] arguments) throws IOException {
        var transport = Transport.of(arguments[1]).orElseThrow();
        var point = new ListeningPoint(
                LISTENER, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "127.0.0.1", Set.of(transport));
        var stack = SipStack.builder()
                .listen(point)
                .transports(transports(transport, Path.of(arguments[2])))
                .timers(TIMERS)
                .limits(TRANSACTIONS, TRANSACTIONS)
                .build();
        try (stack) {
            stack.start();
            switch (Duty.valueOf(arguments[0])) {
                case PROXY -> stack.handler(LISTENER, new RecordRoutingProxy(stack));
                case REGISTRAR -> stack.handler(LISTENER, new BareRegistrar(stack));
                case STATELESS -> stack.stateless(LISTENER, new StatelessForwarder(stack));
            }
            System.out.println(stack.address(LISTENER, transport).getPort());
            answerQuestions();
        }
    }

    private static TransportSettings transports(Transport transport, Path folder) {
        if (transport != Transport.TLS) {
            return TransportSettings.STANDARD;
        }
        var certificate = OwnCertificate.certificate(folder);
        return TransportSettings.STANDARD.tls(TlsSettings.of(certificate, OwnCertificate.key(folder), certificate));
    }

    private static void answerQuestions() throws IOException {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var compiler = ManagementFactory.getCompilationMXBean();
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = lines.readLine()) != null; ) {
            System.out.println(
                    switch (line) {
                        case "allocated" -> Long.toString(threads.getTotalThreadAllocatedBytes());
                        case "compiled" -> Long.toString(compiler.getTotalCompilationTime());
                        default -> "unknown question " + line;
                    });
        }
    }
}
