package io.carillon.launcher;

import io.carillon.launcher.chaos.Costs;
import io.carillon.launcher.chaos.Fault;
import io.carillon.launcher.chaos.Trial;
import io.carillon.launcher.suite.Console;
import io.carillon.launcher.suite.Layout;
import io.carillon.launcher.suite.NodeInstance;
import io.carillon.launcher.suite.Startup;
import io.carillon.launcher.suite.Suite;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "chaos",
        description =
                "Let something go wrong while phones register and call, and tell what it cost, each with its goal; exits "
                        + "with 1 when one is not met.")
final class ChaosCommand {
    private static final Set<String> STORES = Set.of("redis", "mysql", "kafka", "hbase", "zookeeper");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Command(description = "End a node as a crash would; it is started again at once.")
    int kill(
            @Parameters(paramLabel = "NODE", description = "Such as cscf#2.") String node,
            @Option(names = "--json", description = "One JSON object on standard output.") boolean json) {
        return run((suite, nodes) -> new Fault.Kill(suite.node(node, nodes)), json);
    }

    @Command(description = "Stop a node's process for ten seconds, its sockets open.")
    int freeze(
            @Parameters(paramLabel = "NODE", description = "Such as cscf#2.") String node,
            @Option(names = "--json", description = "One JSON object on standard output.") boolean json) {
        return run((suite, nodes) -> new Fault.Freeze(suite.node(node, nodes)), json);
    }

    @Command(description = "Drain a node, end it and start it from the present build: one step of a rolling upgrade.")
    int replace(
            @Parameters(paramLabel = "NODE", description = "Such as cscf#2.") String node,
            @Option(names = "--json", description = "One JSON object on standard output.") boolean json) {
        return run((suite, nodes) -> new Fault.Replace(suite.node(node, nodes)), json);
    }

    @Command(name = "restart-store", description = "Stop a store and start it with its data.")
    int restartStore(
            @Parameters(paramLabel = "STORE", description = "redis, mysql, kafka, hbase or zookeeper.") String store,
            @Option(names = "--json", description = "One JSON object on standard output.") boolean json) {
        if (!STORES.contains(store)) {
            throw new ParameterException(spec.commandLine(), "the stores are redis, mysql, kafka, hbase, zookeeper");
        }
        return run((_, _) -> new Fault.RestartStore(store), json);
    }

    /** @param fault of the suite and its nodes: those that run, or that would be started */
    private static int run(BiFunction<Suite, List<NodeInstance>, Fault> fault, boolean json) {
        var suite = new Suite(Layout.current());
        var nodes = suite.recordedNodes().isEmpty() ? suite.defaultNodes() : suite.recordedNodes();
        Fault wanted = fault.apply(suite, nodes); // a node that is not there is refused before any is started
        var console = new Console(json ? System.err : System.out);
        var startup = new Startup(suite, console);
        startup.up(nodes);
        Costs costs = new Trial(suite, console, startup::up).run(List.of(wanted));
        System.out.println(json ? JsonMapper.builder().build().writeValueAsString(costs) : costs.text());
        return costs.bearable() ? 0 : 1;
    }
}
