package io.carillon.launcher;

import io.carillon.launcher.api.Api;
import io.carillon.launcher.api.BulkImport;
import io.carillon.launcher.api.Provisioning;
import io.carillon.launcher.suite.Layout;
import io.carillon.launcher.suite.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Subscribers, through the REST of hss and enum and nothing behind their backs. */
@Command(
        name = "subscriber",
        description = "Add, list, show, remove and import subscribers.",
        subcommands = {
            SubscriberCommand.Add.class,
            SubscriberCommand.ListAll.class,
            SubscriberCommand.Show.class,
            SubscriberCommand.Remove.class,
            SubscriberCommand.Import.class
        })
final class SubscriberCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: add, list, show, remove or import");
    }

    private static Provisioning provisioning() {
        return Provisioning.of(new Suite(Layout.current()));
    }

    @Command(
            name = "import",
            description = "Import subscribers from a CSV file (.csv) or orders in JSON (.json, .ndjson), and their"
                    + " numbers. Lines that are refused are told with their reasons; the others are stored.")
    static final class Import implements Callable<Integer> {
        @Parameters(paramLabel = "FILE")
        @SuppressWarnings("NullAway.Init")
        private Path file;

        @Option(
                names = "--present",
                defaultValue = "refuse",
                paramLabel = "refuse|keep|replace",
                description = "What becomes of subscribers that are there already (${DEFAULT-VALUE}).")
        @SuppressWarnings("NullAway.Init")
        private String present;

        @Override
        public Integer call() throws IOException {
            return new BulkImport(new Api(new Suite(Layout.current())), System.err).run(file, present) ? 0 : 1;
        }
    }

    private static void print(JsonNode node) {
        System.out.println(JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(node));
    }

    @Command(name = "add", description = "Add a subscriber; its tel: identities become numbers that enum knows.")
    static final class Add implements Callable<Integer> {
        @Option(names = "--impi", required = true, paramLabel = "I", description = "Private identity: user@domain.")
        @SuppressWarnings("NullAway.Init")
        private String impi;

        @Option(
                names = "--impu",
                required = true,
                arity = "1..*",
                paramLabel = "U",
                description = "Public identities: sip:user@domain, tel:+491234.")
        @SuppressWarnings("NullAway.Init")
        private List<String> impus;

        @ArgGroup(multiplicity = "1")
        @SuppressWarnings("NullAway.Init")
        private Credentials credentials;

        static final class Credentials {
            @Option(names = "--password", required = true, paramLabel = "P", description = "For SIP digest.")
            private @Nullable String password;

            @ArgGroup(exclusive = false)
            private @Nullable Usim usim;
        }

        static final class Usim {
            @Option(names = "--ki", required = true, paramLabel = "HEX", description = "The USIM's key, 32 digits.")
            @SuppressWarnings("NullAway.Init")
            private String ki;

            @Option(names = "--opc", required = true, paramLabel = "HEX", description = "Its OPc, 32 digits.")
            @SuppressWarnings("NullAway.Init")
            private String opc;

            @Option(names = "--amf", paramLabel = "HEX", description = "4 digits; 8000 if not given.")
            private @Nullable String amf;

            @Option(names = "--sqn", paramLabel = "HEX", description = "12 digits; zero if not given.")
            private @Nullable String sqn;
        }

        @Override
        public Integer call() {
            Usim usim = credentials.usim;
            if (usim == null) {
                provisioning().addWithPassword(impi, impus, String.valueOf(credentials.password));
            } else {
                provisioning().addWithUsim(impi, impus, usim.ki, usim.opc, usim.amf, usim.sqn);
            }
            System.out.println(impi + " added: " + String.join(", ", impus));
            return 0;
        }
    }

    @Command(name = "list", description = "All subscribers.")
    static final class ListAll implements Callable<Integer> {
        @Override
        public Integer call() {
            for (JsonNode each : provisioning().list()) {
                String identities = each.path("impus")
                        .valueStream()
                        .map(identity -> identity.path("impu").asString() + " "
                                + identity.path("state").asString())
                        .collect(Collectors.joining(", "));
                System.out.println("%-52s %-18s %s"
                        .formatted(
                                each.path("impi").asString(),
                                each.path("scheme").asString(),
                                identities));
            }
            return 0;
        }
    }

    @Command(name = "show", description = "One subscriber, without its secrets.")
    static final class Show implements Callable<Integer> {
        @Parameters(paramLabel = "IMPI")
        @SuppressWarnings("NullAway.Init")
        private String impi;

        @Override
        public Integer call() {
            print(provisioning().show(impi));
            return 0;
        }
    }

    @Command(name = "remove", description = "Remove a subscriber and its numbers.")
    static final class Remove implements Callable<Integer> {
        @Parameters(paramLabel = "IMPI")
        @SuppressWarnings("NullAway.Init")
        private String impi;

        @Override
        public Integer call() {
            provisioning().remove(impi);
            System.out.println(impi + " removed");
            return 0;
        }
    }
}
