package io.carillon.launcher;

import io.carillon.launcher.suite.Console;
import io.carillon.launcher.suite.Layout;
import io.carillon.launcher.suite.Suite;
import io.carillon.launcher.suite.SuiteState;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "down", description = "Stop the nodes and the stores; data are kept.")
final class DownCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        var suite = new Suite(Layout.current());
        var console = new Console(System.out);
        if (suite.state() instanceof SuiteState.Stopped(var died) && died.isEmpty()) {
            console.say("Nothing runs.");
            return 0;
        }
        suite.down(console);
        return 0;
    }
}
