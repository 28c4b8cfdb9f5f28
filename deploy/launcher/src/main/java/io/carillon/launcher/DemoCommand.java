package io.carillon.launcher;

import io.carillon.launcher.demo.Phones;
import io.carillon.launcher.demo.Story;
import io.carillon.launcher.suite.Console;
import io.carillon.launcher.suite.Layout;
import io.carillon.launcher.suite.Startup;
import io.carillon.launcher.suite.Suite;
import io.carillon.launcher.suite.SuiteException;
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
            new Startup(suite, console).up(suite.defaultNodes());
            return tell(suite, console);
        } finally {
            if (once) {
                console.say("");
                suite.down(console);
            }
        }
    }

    private static int tell(Suite suite, Console console) {
        Phones.Shop shop = (cast, port) -> {
            throw new SuiteException("this build has no phones");
        };
        List<String> missing = new Story(suite, Welcome.domain(), console, shop).tell();
        console.say(missing.isEmpty() ? "\nAll of it is true." : "\nMissing: " + String.join("; ", missing));
        return missing.isEmpty() ? 0 : 1;
    }
}
