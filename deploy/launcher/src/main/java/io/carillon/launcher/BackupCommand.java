package io.carillon.launcher;

import io.carillon.launcher.suite.Backup;
import io.carillon.launcher.suite.Layout;
import io.carillon.launcher.suite.Suite;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "backup",
        description =
                "Save subscribers, numbers, balances, records and accounts of the running suite into a new folder.")
final class BackupCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Override
    public Integer call() {
        var suite = new Suite(Layout.current());
        var backup = new Backup(suite.layout(), suite.storePorts());
        List<String> databases = backup.save(folder.toAbsolutePath());
        System.out.println(String.join(", ", databases) + " saved in " + folder);
        System.out.println(
                "Keep a copy of " + backup.masterKey() + " in another place: without it no phone registers.");
        return 0;
    }
}
