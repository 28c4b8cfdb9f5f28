package io.carillon.launcher;

import io.carillon.launcher.demo.Story;
import io.carillon.launcher.demo.TestkitPhones;
import io.carillon.launcher.suite.Console;
import io.carillon.launcher.suite.Layout;
import io.carillon.launcher.suite.Startup;
import io.carillon.launcher.suite.Suite;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "demo", description = "Register two phones, call with audio, send an SMS, and check every trace of it.")
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--once", description = "Stop the suite afterwards.")
    private boolean once;

    @Override
    public Integer call() {
        var suite = new Suite(Layout.current());
        var console = new Console(System.out);
        try {
            new Startup(suite, console).up(UpCommand.wanted(suite, null));
            return tell(suite, console);
        } finally {
            if (once) {
                console.say("");
                suite.down(console);
            }
        }
    }

    private static int tell(Suite suite, Console console) {
        List<String> missing = new Story(suite, Welcome.domain(), console, TestkitPhones::new).tell();
        console.say(missing.isEmpty() ? "\nAll of it is true." : "\nMissing: " + String.join("; ", missing));
        return missing.isEmpty() ? 0 : 1;
    }
}
