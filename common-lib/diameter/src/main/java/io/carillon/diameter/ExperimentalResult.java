package io.carillon.diameter;

import static io.carillon.diameter.BaseAvps.EXPERIMENTAL_RESULT_CODE;
import static io.carillon.diameter.BaseAvps.VENDOR_ID;

import java.lang.invoke.MethodHandles;
import java.util.List;

/** Experimental-Result (RFC 6733 §7.6). */
record ExperimentalResult(long vendor, long code, List<Avp> extra) {
    static final Grammar<ExperimentalResult> GRAMMAR = Grammar.of(
                    ExperimentalResult.class, MethodHandles.lookup(), BaseAvps.DICTIONARY)
            .required(VENDOR_ID, ExperimentalResult::vendor)
            .required(EXPERIMENTAL_RESULT_CODE, ExperimentalResult::code)
            .extra(ExperimentalResult::extra);
}
