package io.carillon.diameter.rx;

import io.carillon.diameter.Application;
import io.carillon.diameter.Attribute;
import io.carillon.diameter.Procedure;
import java.util.List;

/** The Rx application (TS 29.214 §5). */
public final class Rx {
    public static final Application APPLICATION = new Application(
            "Rx",
            RxMessages.ID,
            Attribute.THREE_GPP,
            RxAvps.DICTIONARY,
            List.of(
                    new Procedure<>(
                            265, "AAR", "AAA", AaRequest.class, AaRequest.GRAMMAR, AaAnswer.class, AaAnswer.GRAMMAR),
                    new Procedure<>(
                            258,
                            "RAR",
                            "RAA",
                            ReAuthRequest.class,
                            ReAuthRequest.GRAMMAR,
                            ReAuthAnswer.class,
                            ReAuthAnswer.GRAMMAR),
                    new Procedure<>(
                            275,
                            "STR",
                            "STA",
                            SessionTerminationRequest.class,
                            SessionTerminationRequest.GRAMMAR,
                            SessionTerminationAnswer.class,
                            SessionTerminationAnswer.GRAMMAR),
                    new Procedure<>(
                            274,
                            "ASR",
                            "ASA",
                            AbortSessionRequest.class,
                            AbortSessionRequest.GRAMMAR,
                            AbortSessionAnswer.class,
                            AbortSessionAnswer.GRAMMAR)));

    private Rx() {}
}
