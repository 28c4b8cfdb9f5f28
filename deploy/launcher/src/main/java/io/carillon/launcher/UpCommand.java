package io.carillon.launcher;

import io.carillon.launcher.suite.Console;
import io.carillon.launcher.suite.Layout;
import io.carillon.launcher.suite.NodeInstance;
import io.carillon.launcher.suite.Startup;
import io.carillon.launcher.suite.Suite;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "up",
        description = "Start the stores and the nodes, and wait until every node answers on its own wire.")
final class UpCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "NODES",
            description = "Only these, such as hss,cscf; also IMS_NODES. IMS_PORT_OFFSET moves all ports, IMS_HOST is "
                    + "the address phones reach this machine at, CARILLON_JAVA_OPTS goes to every node's JVM, IMS_TRAIN=no "
                    + "makes no start-up caches.")
    private @Nullable String nodes;

    @Override
    public Integer call() {
        var suite = new Suite(Layout.current());
        var console = new Console(System.out);
        List<NodeInstance> wanted = wanted(suite, nodes);
        boolean started = new Startup(suite, console).up(wanted);
        if (!started) {
            console.say("The suite runs already. ./ims status shows it, ./ims down stops it.");
        }
        new Welcome(suite, console).say(wanted);
        return 0;
    }

    static List<NodeInstance> wanted(Suite suite, @Nullable String nodes) {
        String text = nodes == null ? System.getenv("IMS_NODES") : nodes;
        return text == null || text.isBlank()
                ? suite.defaultNodes()
                : Stream.of(text.split(","))
                        .map(String::strip)
                        .map(suite::node)
                        .distinct()
                        .sorted(java.util.Comparator.comparing(NodeInstance::role))
                        .toList();
    }
}
