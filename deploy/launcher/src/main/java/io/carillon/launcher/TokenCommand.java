package io.carillon.launcher;

import io.carillon.launcher.api.Api;
import io.carillon.launcher.suite.Layout;
import io.carillon.launcher.suite.Secrets;
import io.carillon.node.admin.AdminRole;
import io.carillon.node.admin.AdminToken;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "token", description = "Print a bearer token for the admin REST of every node.")
final class TokenCommand implements Callable<Integer> {
    @Option(names = "--role", description = "admin, operator or viewer; ${DEFAULT-VALUE} if not given.")
    private AdminRole role = AdminRole.ADMIN;

    @Option(names = "--hours", description = "How long it is good for; ${DEFAULT-VALUE} if not given.")
    private int hours = 12;

    @Override
    public Integer call() {
        var secret = new Secrets(Layout.current()).admin();
        System.out.println(AdminToken.mint(secret, Api.user(), Set.of(role), Duration.ofHours(hours)));
        return 0;
    }
}
