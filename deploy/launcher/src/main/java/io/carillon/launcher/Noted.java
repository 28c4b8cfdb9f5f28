package io.carillon.launcher;

import io.carillon.launcher.api.Api;
import io.carillon.launcher.api.ApiException;
import io.carillon.launcher.suite.Layout;
import io.carillon.launcher.suite.NodeInstance;
import io.carillon.launcher.suite.Role;
import io.carillon.launcher.suite.Suite;
import io.carillon.launcher.suite.SuiteException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** A command that changes the house stands in the console's audit, with who gave it on this machine. */
final class Noted implements IExecutionStrategy {
    /** The console may be gone after these. */
    private static final Set<String> BEFORE = Set.of(
            "down",
            "scale",
            "kill",
            "chaos kill",
            "chaos freeze",
            "chaos replace",
            "chaos restart-store",
            "subscriber add",
            "subscriber remove",
            "subscriber import");

    /** These bring the console. */
    private static final Set<String> AFTER = Set.of("up", "demo");

    /** What the audit keeps of one. */
    private static final int LONGEST = 500;

    /** Options whose values are nobody's secret; of others the name is told. */
    private static final Set<String> OPEN = Set.of("--impi", "--impu", "--present");

    @Override
    public int execute(ParseResult parsed) {
        var command = command(parsed);
        if (BEFORE.contains(command)) {
            note(parsed);
        }
        int exit = new RunLast().execute(parsed);
        if (AFTER.contains(command)) {
            note(parsed);
        }
        return exit;
    }

    /** Its name, such as {@code subscriber add}. */
    private static String command(ParseResult parsed) {
        var names = new ArrayList<String>();
        for (var each = parsed; each.hasSubcommand(); ) {
            each = each.subcommand();
            names.add(each.commandSpec().name());
        }
        return String.join(" ", names);
    }

    /** As they were given, but for what may be a secret. */
    static String words(ParseResult parsed) {
        var last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        var words = new ArrayList<String>();
        words.add(command(parsed));
        last.matchedPositionals().forEach(each -> words.addAll(each.originalStringValues()));
        for (var option : last.matchedOptionsSet()) {
            words.add(option.longestName());
            if (OPEN.contains(option.longestName())) {
                words.addAll(option.originalStringValues());
            }
        }
        var text = String.join(" ", words);
        return text.substring(0, Math.min(text.length(), LONGEST));
    }

    /** The command is carried out in any case; where no console runs there is no audit. */
    private static void note(ParseResult parsed) {
        var suite = new Suite(Layout.current());
        var console = suite.recordedNodes().stream()
                .filter(node -> node.role() == Role.CONSOLE)
                .findFirst()
                .map(NodeInstance::id);
        try {
            console.ifPresent(node -> new Api(suite).post(node, "/api/v1/audit", Map.of("command", words(parsed))));
        } catch (SuiteException | ApiException away) {
            System.err.println("ims: this is not in the audit: " + away.getMessage());
        }
    }
}
