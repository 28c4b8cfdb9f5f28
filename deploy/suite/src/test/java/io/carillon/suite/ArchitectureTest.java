package io.carillon.suite;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The "never" list of docs/architecture.md, held over the main classes of every module. */
@Execution(ExecutionMode.CONCURRENT)
class ArchitectureTest {
    private static final List<String> SERVICES =
            List.of("sbc", "cscf", "tas", "im", "enumdns", "hss", "rtpproxy", "charging", "lab");

    private static final String[] PROTOCOLS = {
        "io.carillon.identity..", "io.carillon.sip..", "io.carillon.sdp..", "io.carillon.diameter.."
    };

    private static JavaClasses carillon;

    @BeforeAll
    static void read_the_main_classes_of_every_module() {
        carillon = new ClassFileImporter().importPaths(SourceTree.mainClasses());
    }

    @Test
    void every_room_of_the_house_is_read() {
        assertThat(carillon.stream().map(ArchitectureTest::room))
                .as("rooms with classes: build the whole tree before the suite")
                .containsAll(SERVICES)
                .contains("identity", "sip", "sdp", "diameter", "node", "testkit", "stores", "launcher");
    }

    @Test
    void protocol_libraries_know_no_spring() {
        noClasses()
                .that()
                .resideInAnyPackage(PROTOCOLS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..")
                .check(carillon);
    }

    @Test
    void sip_and_diameter_do_not_know_each_other() {
        noClasses()
                .that()
                .resideInAPackage("io.carillon.sip..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.carillon.diameter..")
                .check(carillon);
        noClasses()
                .that()
                .resideInAPackage("io.carillon.diameter..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.carillon.sip..")
                .check(carillon);
    }

    /** Services meet on the wire only. */
    @Test
    void services_do_not_know_each_other() {
        slices().assignedFrom(new ByService()).should().notDependOnEachOther().check(carillon);
    }

    @Test
    void flows_know_ports_not_adapters() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Flow")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..adapter..")
                .check(carillon);
    }

    /** AVP numbers live in the diameter room: elsewhere nobody makes an AVP from a number or asks one for its number. */
    @Test
    void avp_numbers_stay_in_the_diameter_room() {
        var elsewhere = noClasses().that().resideOutsideOfPackage("io.carillon.diameter..");
        elsewhere
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.jdiameter..", "org.mobicents.diameter.."))
                .check(carillon);
        elsewhere
                .should()
                .callCodeUnitWhere(describe("an AVP's number is used", ArchitectureTest::usesAvpNumber))
                .check(carillon);
    }

    /** The launcher's demo drives the testkit's UE (docs/decisions/0004); a bench starts the stores of what it measures. */
    @Test
    void testkit_and_stores_stay_out_of_what_a_node_runs() {
        noClasses()
                .that(resideInAPackage("io.carillon..")
                        .and(describe(
                                "are no tools",
                                type -> !Set.of("testkit", "stores", "launcher", "bench")
                                        .contains(room(type)))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.carillon.testkit..", "io.carillon.stores..")
                .check(carillon);
    }

    @Test
    void sip_layers_look_down_only() {
        var layers = List.of("message", "transport", "transaction", "dialog");
        for (var upper = 1; upper < layers.size(); upper++) {
            noClasses()
                    .that()
                    .resideInAPackage("io.carillon.sip." + layers.get(upper - 1) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(layers.subList(upper, layers.size()).stream()
                            .map(layer -> "io.carillon.sip." + layer + "..")
                            .toArray(String[]::new))
                    .check(carillon);
        }
    }

    /** Only the console looks at the marks on methods: at every bean, at every start. Elsewhere one would hold nothing. */
    @Test
    void methods_are_marked_with_roles_only_where_the_marks_are_looked_at() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.carillon.console..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.security.access.prepost..")
                .check(carillon);
    }

    @Test
    void every_package_is_null_marked() {
        var unmarked = carillon.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(room -> !room.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName);
        assertThat(unmarked)
                .as("packages without @NullMarked in package-info.java")
                .isEmpty();
    }

    private static boolean usesAvpNumber(JavaCall<?> call) {
        var owner = call.getTargetOwner().getFullName();
        var takesNumber =
                call.getTarget().getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(int.class));
        return switch (owner) {
            case "io.carillon.diameter.Avp" -> takesNumber || call.getName().equals("code");
            case "io.carillon.diameter.Attribute" -> takesNumber;
            default -> false;
        };
    }

    /** The name after io.carillon: sip, hss, launcher … */
    private static String room(JavaClass type) {
        var parts = type.getPackageName().split("\\.");
        return parts.length > 2 ? parts[2] : "";
    }

    private static final class ByService implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SERVICES.contains(room(type)) ? SliceIdentifier.of(room(type)) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "services";
        }
    }
}
