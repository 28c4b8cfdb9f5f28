package io.carillon.launcher;

import io.carillon.bench.BenchException;
import io.carillon.launcher.api.ApiException;
import io.carillon.launcher.suite.SuiteException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code ./ims} command. */
@Command(
        name = "./ims",
        description = "Carillon, an IMS core, on this machine.",
        mixinStandardHelpOptions = true,
        version = "Carillon 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            TokenCommand.class,
            SubscriberCommand.class,
            DemoCommand.class,
            TraceCommand.class,
            ScaleCommand.class,
            KillCommand.class,
            ChaosCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            BenchCommand.class
        })
public final class Ims implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        var line = new CommandLine(new Ims())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(new Noted());
        return line.setExecutionExceptionHandler((failure, command, _) -> {
            if (failure instanceof SuiteException
                    || failure instanceof ApiException
                    || failure instanceof BenchException) {
                command.getErr().println(command.getColorScheme().errorText("ims: " + failure.getMessage()));
                return 1;
            }
            throw failure;
        });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which command");
    }
}
