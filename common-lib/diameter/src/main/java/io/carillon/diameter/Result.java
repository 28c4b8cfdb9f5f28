package io.carillon.diameter;

import static io.carillon.diameter.BaseAvps.EXPERIMENTAL_RESULT;
import static io.carillon.diameter.BaseAvps.RESULT_CODE;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of a request: Result-Code or Experimental-Result (RFC 6733 §7). */
public sealed interface Result permits BaseResult, ThreeGppResult, OtherResult {
    Grammar<Result> GRAMMAR = Grammar.of(Result.class, Result::ofComponents)
            .optional(RESULT_CODE, Result::base)
            .optional(EXPERIMENTAL_RESULT, Result::experimental)
            .closed();

    long code();

    /** 0 for a Result-Code, the vendor for an Experimental-Result. */
    long vendor();

    /** 2xxx, of the base protocol or of a vendor. */
    default boolean success() {
        return code() / 1000 == 2;
    }

    /** 3xxx: the request never reached the application; another peer may do better (RFC 6733 §7.1.3). */
    default boolean protocolError() {
        return code() / 1000 == 3;
    }

    static Result of(long code) {
        return of(0, code);
    }

    static Result of(long vendor, long code) {
        if (vendor == 0) {
            return BaseResult.find(code).<Result>map(r -> r).orElseGet(() -> new OtherResult(0, code));
        }
        return vendor == Attribute.THREE_GPP
                ? ThreeGppResult.find(code).<Result>map(r -> r).orElseGet(() -> new OtherResult(vendor, code))
                : new OtherResult(vendor, code);
    }

    private Optional<Long> base() {
        return vendor() == 0 ? Optional.of(code()) : Optional.empty();
    }

    private Optional<ExperimentalResult> experimental() {
        return vendor() == 0 ? Optional.empty() : Optional.of(new ExperimentalResult(vendor(), code(), List.of()));
    }

    private static Result ofComponents(@Nullable Object[] components) {
        if (components[1] instanceof Optional<?> held && held.orElse(null) instanceof ExperimentalResult result) {
            return of(result.vendor(), result.code());
        }
        if (components[0] instanceof Optional<?> held && held.orElse(null) instanceof Long code) {
            return of(code);
        }
        throw RESULT_CODE.missing();
    }
}
