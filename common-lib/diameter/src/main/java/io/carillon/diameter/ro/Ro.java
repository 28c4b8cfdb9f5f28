package io.carillon.diameter.ro;

import io.carillon.diameter.Application;
import io.carillon.diameter.Procedure;
import java.util.List;

/** Online charging: Diameter credit control (RFC 8506 §3) as Ro uses it (TS 32.299 §6). */
public final class Ro {
    public static final Application APPLICATION = new Application(
            "Ro",
            RoMessages.ID,
            0,
            RoAvps.DICTIONARY,
            List.of(new Procedure<>(
                    272,
                    "CCR",
                    "CCA",
                    CreditControlRequest.class,
                    CreditControlRequest.GRAMMAR,
                    CreditControlAnswer.class,
                    CreditControlAnswer.GRAMMAR)));

    private Ro() {}
}
