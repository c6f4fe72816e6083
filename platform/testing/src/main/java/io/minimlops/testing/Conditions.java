package io.minimlops.testing;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.Predicate;

/// Conditions that ArchUnit does not bring.
final class Conditions {

    private static final String NULL_MARKED = "org.jspecify.annotations.NullMarked";

    private Conditions() {}

    static DescribedPredicate<JavaClass> matching(
            String description, Predicate<JavaClass> predicate) {
        return DescribedPredicate.describe(description, predicate);
    }

    static ArchCondition<JavaClass> beNullMarked() {
        return new ArchCondition<>("be in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked =
                        type.getPackage()
                                .tryGetPackageInfo()
                                .filter(it -> it.isAnnotatedWith(NULL_MARKED))
                                .isPresent();
                if (!marked) {
                    String message = type.getPackageName() + " has no @NullMarked package-info";
                    events.add(SimpleConditionEvent.violated(type, message));
                }
            }
        };
    }

    static ArchCondition<JavaClass> beUsedInTheirPackageOnly() {
        return new ArchCondition<>("be used in their package only") {
            @Override
            public void check(JavaClass entity, ConditionEvents events) {
                entity.getDirectDependenciesToSelf().stream()
                        .filter(it -> !it.getOriginClass().getPackage().equals(entity.getPackage()))
                        .map(it -> SimpleConditionEvent.violated(entity, it.getDescription()))
                        .forEach(events::add);
            }
        };
    }
}
