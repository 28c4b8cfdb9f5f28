package io.carillon.launcher;

import io.carillon.launcher.suite.Layout;
import io.carillon.launcher.suite.Suite;
import io.carillon.launcher.suite.SuiteStatus;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "status",
        description = "The nodes, their addresses and their health; exits with 1 unless all are well.")
final class StatusCommand implements Callable<Integer> {
    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        SuiteStatus status = SuiteStatus.of(new Suite(Layout.current()));
        System.out.println(json ? JsonMapper.builder().build().writeValueAsString(status) : text(status));
        return status.running() ? 0 : 1;
    }

    private static String text(SuiteStatus status) {
        if (status.nodes().isEmpty()) {
            return "Nothing runs. ./ims up starts the suite.";
        }
        String stores = status.stores().stream()
                .map(store -> "%-12s %-10s %s".formatted(store.name(), store.health(), store.address()))
                .collect(Collectors.joining("\n"));
        String nodes = status.nodes().stream()
                .map(node -> "%-12s %-10s %s"
                        .formatted(
                                node.id(),
                                node.health(),
                                node.addresses().entrySet().stream()
                                        .map(address -> address.getKey() + " " + address.getValue())
                                        .collect(Collectors.joining(" · "))))
                .collect(Collectors.joining("\n"));
        return stores + "\n" + nodes;
    }
}
