package io.carillon.diameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.carillon.diameter.cx.Cx;
import io.carillon.diameter.ro.Ro;
import io.carillon.diameter.rx.Rx;
import io.carillon.diameter.sh.Sh;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The records against the grammars of the specifications: required, optional and repeated AVPs, line by line. */
class GrammarTest {
    private static final Pattern RULE = Pattern.compile("(?m)^<?\\s*([\\w-]+)\\s*>?\\s*::=\\s*<([^>]*)>");
    private static final Pattern LINE = Pattern.compile("(~?)(1?\\*?)\\s*([\\[{<])\\s*([\\w-]+)\\s*[\\]}>]");

    /** A rule of a grammar file: its header and its lines as cardinalities by AVP name. */
    record Rule(String name, String header, Map<String, Cardinality> lines, List<String> extra) {}

    @TestFactory
    Stream<DynamicTest> cx() throws IOException {
        return checks("cx.txt", Cx.APPLICATION);
    }

    @TestFactory
    Stream<DynamicTest> sh() throws IOException {
        return checks("sh.txt", Sh.APPLICATION);
    }

    @TestFactory
    Stream<DynamicTest> rx() throws IOException {
        return checks("rx.txt", Rx.APPLICATION);
    }

    @TestFactory
    Stream<DynamicTest> ro() throws IOException {
        return checks("ro.txt", Ro.APPLICATION);
    }

    private static Stream<DynamicTest> checks(String file, Application application) throws IOException {
        var rules = rules(file);
        var groups = rules.stream().filter(r -> r.header().startsWith("AVP Header"));
        var commands = rules.stream().filter(r -> r.header().startsWith("Diameter Header"));
        return Stream.of(
                        commands.map(r -> dynamicTest(r.name(), () -> checkCommand(r, application))),
                        groups.map(r -> dynamicTest(r.name(), () -> checkGroup(r, application.dictionary()))),
                        Stream.of(dynamicTest("every record has its rule", () -> complete(rules, application))))
                .flatMap(s -> s);
    }

    private static void checkCommand(Rule rule, Application application) {
        var header = rule.header().replaceAll("Diameter Header:|\\s", "").split(",");
        boolean request = header[1].equals("REQ");
        var procedure = application.find(Integer.parseInt(header[0])).orElseThrow();
        assertThat(application.id()).isEqualTo(Long.parseLong(header[header.length - 1]));
        check(rule, request ? procedure.requestGrammar() : procedure.answerGrammar());
    }

    private static void checkGroup(Rule rule, Dictionary dictionary) {
        var header = rule.header().replaceAll("AVP Header:", "").trim().split("\\s+");
        var attribute = dictionary
                .find(Integer.parseInt(header[0]), header.length > 1 ? Long.parseLong(header[1]) : 0)
                .orElseThrow();
        assertThat(attribute.name()).isEqualTo(rule.name());
        if (attribute.format() instanceof GroupFormat<?>(var grammar)) {
            check(rule, grammar.get());
        } else {
            throw new AssertionError(rule.name() + " is no group");
        }
    }

    private static void check(Rule rule, Grammar<?> grammar) {
        var has = new TreeMap<String, Cardinality>();
        lines(grammar, has);
        assertThat(has).containsExactlyInAnyOrderEntriesOf(rule.lines());
        assertThat(has).doesNotContainKeys(rule.extra().toArray(String[]::new));
    }

    private static void lines(Grammar<?> grammar, Map<String, Cardinality> into) {
        for (var part : grammar.parts()) {
            switch (part) {
                case Part.Field<?, ?> field -> {
                    boolean filledIn = field.cardinality() == Cardinality.FILLED_IN;
                    into.put(field.attribute().name(), filledIn ? Cardinality.REQUIRED : field.cardinality());
                }
                case Part.Constant<?, ?> constant ->
                    into.put(constant.attribute().name(), Cardinality.REQUIRED);
                case Part.Inline<?, ?> inline -> lines(inline.grammar(), into);
            }
        }
    }

    private static void complete(List<Rule> rules, Application application) {
        var names = rules.stream().map(Rule::name).toList();
        var used = new TreeMap<String, Grammar<?>>();
        application.procedures().forEach(p -> {
            groups(p.requestGrammar(), used);
            groups(p.answerGrammar(), used);
        });
        // The same record serves both; RFC 8506 has the same members in both. The base protocol has its own tests.
        used.keySet().removeAll(List.of("Requested-Service-Unit", "Experimental-Result"));
        var inOtherFiles = application == Cx.APPLICATION ? List.<String>of() : List.of("Supported-Features");
        used.keySet().removeAll(inOtherFiles);
        if (application == Ro.APPLICATION) {
            used.remove("Subscription-Id");
        }
        assertThat(names).containsAll(used.keySet());
        assertThat(rules.stream().filter(r -> r.header().startsWith("Diameter")))
                .hasSize(2 * application.procedures().size());
    }

    private static void groups(Grammar<?> grammar, Map<String, Grammar<?>> into) {
        for (var part : grammar.parts()) {
            switch (part) {
                case Part.Field<?, ?> field -> group(field.attribute(), into);
                case Part.Constant<?, ?> constant -> group(constant.attribute(), into);
                case Part.Inline<?, ?> inline -> groups(inline.grammar(), into);
            }
        }
    }

    private static void group(Attribute<?> attribute, Map<String, Grammar<?>> into) {
        if (attribute.format() instanceof GroupFormat<?>(var grammar)
                && into.put(attribute.name(), grammar.get()) == null) {
            groups(grammar.get(), into);
        }
    }

    private static List<Rule> rules(String file) throws IOException {
        String text;
        try (var in = GrammarTest.class.getResourceAsStream("/grammar/" + file)) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^;.*$", "");
        }
        var rules = new ArrayList<Rule>();
        var heads = RULE.matcher(text).results().toList();
        for (int i = 0; i < heads.size(); i++) {
            int end = i + 1 < heads.size() ? heads.get(i + 1).start() : text.length();
            rules.add(rule(
                    heads.get(i).group(1),
                    heads.get(i).group(2).trim(),
                    text.substring(heads.get(i).end(), end)));
        }
        return rules;
    }

    private static Rule rule(String name, String header, String body) {
        var lines = new TreeMap<String, Cardinality>();
        var extra = new ArrayList<String>();
        for (Matcher line = LINE.matcher(body); line.find(); ) {
            var avp = line.group(4);
            if (!line.group(1).isEmpty()) {
                extra.add(avp);
            } else if (!avp.equals("AVP")) {
                lines.put(avp, cardinality(line.group(2), line.group(3)));
            }
        }
        return new Rule(name, header, lines, extra);
    }

    private static Cardinality cardinality(String count, String bracket) {
        return switch (count + bracket) {
            case "<", "{" -> Cardinality.REQUIRED;
            case "[" -> Cardinality.OPTIONAL;
            case "*[" -> Cardinality.REPEATED;
            case "1*{" -> Cardinality.SOME;
            default -> throw new AssertionError(count + bracket);
        };
    }
}
