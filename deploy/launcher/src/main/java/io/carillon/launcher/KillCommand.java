package io.carillon.launcher;

import io.carillon.launcher.suite.Layout;
import io.carillon.launcher.suite.NodeInstance;
import io.carillon.launcher.suite.Suite;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "kill", description = "End a node as a crash would; ./ims up starts it again.")
final class KillCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NODE#K", description = "Such as cscf#2.")
    @SuppressWarnings("NullAway.Init")
    private String node;

    @Override
    public Integer call() {
        var suite = new Suite(Layout.current());
        NodeInstance victim = suite.node(node);
        suite.kill(victim);
        System.out.println(victim.id() + " killed");
        return 0;
    }
}
