package io.minimlops.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// The rules of the house for one service, as a plain JUnit test:
///
/// ```java
/// @TestFactory
/// Stream<DynamicTest> houseRules() {
///     return HouseRules.of("io.minimlops.registry").withoutFramework("alias.Rollback").tests();
/// }
/// ```
public final class HouseRules {

    private static final String[] WIRES = {"mlflow", "feast", "oip"};
    private static final String[] FRAMEWORKS = {
        "io.quarkus..",
        "io.smallrye..",
        "jakarta..",
        "java.sql..",
        "org.apache.kafka..",
        "org.eclipse.microprofile..",
        "org.hibernate.."
    };

    private final String base;
    private final List<String> pure = new ArrayList<>();

    private HouseRules(String base) {
        this.base = base;
    }

    /// @param base the service's package, for example `io.minimlops.registry`
    public static HouseRules of(String base) {
        return new HouseRules(base);
    }

    /// Names classes or whole packages, relative to the service's, that hold rules of the domain:
    /// plain Java, no framework.
    public HouseRules withoutFramework(String... names) {
        for (String name : names) {
            pure.add(base + "." + name);
        }
        return this;
    }

    /// One test per rule, named by it.
    public Stream<DynamicTest> tests() {
        JavaClasses classes =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages(base);
        if (classes.isEmpty()) {
            throw new IllegalStateException("No classes in " + base);
        }
        return rules().entrySet().stream()
                .map(
                        it ->
                                DynamicTest.dynamicTest(
                                        it.getKey(), () -> it.getValue().check(classes)));
    }

    private Map<String, ArchRule> rules() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("entities stay in their package", entitiesStay());
        rules.put("packages are named for the domain", packagesAreNamed());
        rules.put("classes are named for what they are", classesAreNamed());
        rules.put("every package is null-marked", classes().should(Conditions.beNullMarked()));
        rules.put("injection goes through constructors", constructorInjection());
        rules.put(
                "nothing writes to standard streams",
                GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS);
        rules.put("rules know no framework", rulesArePlain());
        rules.put("features do not know the compatible wires", wiresAreAdapters());
        rules.put(
                "features form no cycle",
                slices().matching(base + ".(*)..").should().beFreeOfCycles());
        rules.replaceAll((name, rule) -> rule.allowEmptyShould(true));
        return rules;
    }

    private static ArchRule entitiesStay() {
        return classes()
                .that()
                .areAnnotatedWith("jakarta.persistence.Entity")
                .should(Conditions.beUsedInTheirPackageOnly());
    }

    private static ArchRule packagesAreNamed() {
        return noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..");
    }

    private static ArchRule classesAreNamed() {
        return noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl|Common)");
    }

    private static ArchRule constructorInjection() {
        return noFields()
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                .orShould()
                .beAnnotatedWith("org.eclipse.microprofile.rest.client.inject.RestClient");
    }

    private ArchRule rulesArePlain() {
        return noClasses()
                .that(Conditions.matching("hold rules", this::isPure))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS);
    }

    private boolean isPure(JavaClass type) {
        String name = type.getName();
        return pure.stream()
                .anyMatch(
                        it ->
                                name.equals(it)
                                        || name.startsWith(it + ".")
                                        || name.startsWith(it + "$"));
    }

    private ArchRule wiresAreAdapters() {
        String[] packages =
                Stream.of(WIRES).map(it -> base + "." + it + "..").toArray(String[]::new);
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages);
    }
}
