package io.carillon.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "demo", description = "Register two phones, call with audio, send an SMS, and check every trace of it.")
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--once", description = "Stop the suite afterwards.")
    private boolean once;

    @Override
    public Integer call() {
        return once ? 1 : 1;
    }
}
