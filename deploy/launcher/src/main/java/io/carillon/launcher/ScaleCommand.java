package io.carillon.launcher;

import io.carillon.launcher.suite.Console;
import io.carillon.launcher.suite.Layout;
import io.carillon.launcher.suite.NodeInstance;
import io.carillon.launcher.suite.Startup;
import io.carillon.launcher.suite.Suite;
import io.carillon.launcher.suite.SuiteException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "scale", description = "Run that many instances of a node, such as cscf=2.")
final class ScaleCommand implements Callable<Integer> {
    private static final Pattern WISH = Pattern.compile("([a-z]+)=([0-9])");

    @Parameters(paramLabel = "NODE=N")
    @SuppressWarnings("NullAway.Init")
    private String wish;

    @Override
    public Integer call() {
        Matcher parts = WISH.matcher(wish);
        if (!parts.matches()) {
            throw new SuiteException("'" + wish + "' is not NODE=N with N from 0 to 9, such as cscf=2");
        }
        var suite = new Suite(Layout.current());
        var console = new Console(System.out);
        int count = Integer.parseInt(parts.group(2));
        NodeInstance first = suite.node(parts.group(1));
        suite.recordedNodes().stream()
                .filter(node -> node.role() == first.role() && node.number() > count)
                .forEach(node -> {
                    suite.stop(node, console);
                    console.say("  " + node.id() + " stopped");
                });
        List<NodeInstance> wanted = IntStream.rangeClosed(1, count)
                .mapToObj(number -> new NodeInstance(first.role(), number, first.offset()))
                .toList();
        new Startup(suite, console).up(wanted);
        return 0;
    }
}
