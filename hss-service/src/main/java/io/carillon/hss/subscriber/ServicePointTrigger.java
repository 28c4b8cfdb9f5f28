package io.carillon.hss.subscriber;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * One condition of a trigger point.
 *
 * @param group which of the trigger point's groups it belongs to
 * @param alsoIn further groups
 * @param registrationTypes which kinds of REGISTER it means, all if empty; the schema has room for two
 */
public record ServicePointTrigger(
        @Min(0) int group,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<Integer> alsoIn,
        boolean negated,
        Condition condition,
        @JsonSetter(nulls = Nulls.AS_EMPTY) @Size(max = 2) List<RegistrationType> registrationTypes) {
    public ServicePointTrigger(int group, boolean negated, Condition condition) {
        this(group, List.of(), negated, condition, List.of());
    }
}
