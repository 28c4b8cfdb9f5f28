package io.carillon.launcher.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** From whatever there is to a suite in which every node answers. */
public final class Startup {
    /** HBase comes up last; only im asks it, and waits for it by itself. */
    private static final Set<String> FIRST_STORES = Set.of("mariadb", "redis", "zookeeper", "kafka");

    private final Suite suite;
    private final Console console;
    private final Applications applications;
    private final AotCaches caches;
    private final NodeProbe probe = new NodeProbe();

    public Startup(Suite suite, Console console) {
        this.suite = suite;
        this.console = console;
        this.applications = new Applications(suite.layout());
        this.caches = new AotCaches(suite.layout());
    }

    /** Returns when all those nodes answer; whether anything had to be started for it. */
    public boolean up(List<NodeInstance> wanted) {
        try (FileChannel channel = lockFile();
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw new SuiteException("another ./ims is starting this suite right now");
            }
            return upAlone(wanted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FileChannel lockFile() throws IOException {
        Files.createDirectories(suite.layout().run());
        return FileChannel.open(
                suite.layout().run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private boolean upAlone(List<NodeInstance> wanted) {
        List<NodeInstance> missing = new ArrayList<>(wanted);
        boolean storesRun = switch (suite.state()) {
            case SuiteState.Running _ -> true;
            case SuiteState.Stopped(var died) -> {
                forget(died);
                yield false;
            }
            case SuiteState.HalfDead halfDead -> mend(halfDead, missing);
        };
        missing.removeIf(node -> suite.process(node).isPresent());
        if (storesRun && missing.isEmpty()) {
            new NodeStarts(suite, console, applications, caches, probe).await(wanted);
            return false;
        }
        refuseWhatCannotWork(storesRun, missing);
        start(storesRun, missing);
        return true;
    }

    private void forget(List<RecordedProcess> died) {
        if (!died.isEmpty()) {
            console.say("The last run ended without ./ims down; its data are kept and its stores recover.");
            died.forEach(process -> suite.records().forget(process.name()));
        }
    }

    /** Whether the stores could be kept; then the nodes that died are missing too. */
    private boolean mend(SuiteState.HalfDead halfDead, List<NodeInstance> missing) {
        String names = String.join(
                ", ", halfDead.died().stream().map(RecordedProcess::name).toList());
        if (halfDead.storesAreWhole()) {
            console.say("The previous run is half dead: " + names + " ended by itself (its log is under "
                    + suite.layout().log("x").getParent() + "). Starting it again.");
            for (NodeInstance node : suite.recordedNodes()) {
                if (suite.process(node).isEmpty() && !missing.contains(node)) {
                    missing.add(node);
                }
            }
            return true;
        }
        console.say("The previous run is half dead: " + names + " is gone. Stopping what is left of it first.");
        suite.down(console);
        return false;
    }

    private void refuseWhatCannotWork(boolean storesRun, List<NodeInstance> missing) {
        Ports ports = new Ports(new PortOwners());
        List<String> taken = new ArrayList<>(storesRun ? List.of() : ports.taken(suite.storePorts()));
        taken.addAll(ports.taken(missing));
        if (!taken.isEmpty()) {
            throw new SuiteException(String.join("\n  ", taken)
                    + "\n  Stop what holds them, or move the whole suite: IMS_PORT_OFFSET=10000 ./ims up");
        }
        new Memory().lacking(missing).ifPresent(why -> {
            throw new SuiteException(why + "\n  Close something, or start fewer nodes: ./ims up hss,cscf,sbc");
        });
    }

    private void start(boolean storesRun, List<NodeInstance> missing) {
        Path launcher = applications.launcherJar();
        var stores = new StoresProcess(suite.layout(), suite.storePorts());
        Set<String> told = new HashSet<>();
        if (storesRun) {
            told.addAll(StoresProcess.all());
        } else {
            console.say("Starting the stores");
            List<String> flags = new ArrayList<>(JavaFlags.stores());
            flags.addAll(caches.flags(StoresProcess.NAME, launcher, JavaFlags.stores()));
            stores.start(launcher.toString(), flags);
        }
        var starts = new NodeStarts(suite, console, applications, caches, probe);
        starts.unpack(missing);
        if (!storesRun) {
            stores.await(FIRST_STORES, console, told);
        }
        starts.start(missing);
        if (!storesRun) {
            stores.await(StoresProcess.all(), console, told);
            removeEarlierBuilds(launcher, missing);
        }
        starts.await(missing);
        train(launcher, missing);
    }

    /** Only when nothing ran before: a process may still load classes of the build it was started from. */
    private void removeEarlierBuilds(Path launcher, List<NodeInstance> nodes) {
        applications.removeOthers("launcher", launcher);
        nodes.stream()
                .map(NodeInstance::role)
                .distinct()
                .forEach(role -> applications.removeOthers(role.text(), applications.jar(role)));
    }

    private boolean isTraining() {
        return suite.records()
                .read(Training.NAME)
                .filter(RecordedProcess::alive)
                .isPresent();
    }

    private void train(Path launcher, List<NodeInstance> nodes) {
        if (!Training.isWanted() || JavaFlags.forbidCaches() || isTraining()) {
            return;
        }
        var process = new NodeProcess(suite.layout(), suite.storePorts(), applications, caches);
        List<Role> untrained = nodes.stream()
                .filter(node -> process.cache(node).isEmpty())
                .map(NodeInstance::role)
                .distinct()
                .toList();
        boolean storesUntrained =
                caches.usable(StoresProcess.NAME, launcher, JavaFlags.stores()).isEmpty();
        if (!untrained.isEmpty() || storesUntrained) {
            Training.start(suite, launcher, untrained);
            console.say("Making start-up caches in the background: the next start is quicker.");
        }
    }
}
