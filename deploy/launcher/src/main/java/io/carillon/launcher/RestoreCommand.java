package io.carillon.launcher;

import io.carillon.launcher.suite.Backup;
import io.carillon.launcher.suite.Console;
import io.carillon.launcher.suite.Layout;
import io.carillon.launcher.suite.Startup;
import io.carillon.launcher.suite.Suite;
import io.carillon.launcher.suite.SuiteException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        description = "Load what ./ims backup saved into stores without data; no node runs meanwhile.")
final class RestoreCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Override
    public Integer call() {
        var suite = new Suite(Layout.current());
        if (suite.recordedNodes().stream().anyMatch(node -> suite.process(node).isPresent())) {
            throw new SuiteException("nodes are running; ./ims down stops them");
        }
        new Startup(suite, new Console(System.out)).up(List.of());
        var databases = new Backup(suite.layout(), suite.storePorts()).load(folder.toAbsolutePath());
        System.out.println(String.join(", ", databases) + " restored from " + folder + "; ./ims up starts the nodes");
        return 0;
    }
}
