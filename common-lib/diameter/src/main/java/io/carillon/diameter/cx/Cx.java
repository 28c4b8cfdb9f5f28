package io.carillon.diameter.cx;

import io.carillon.diameter.Application;
import io.carillon.diameter.Attribute;
import io.carillon.diameter.Procedure;
import java.util.List;

/** The Cx and Dx application (TS 29.229 §5, §6.1). */
public final class Cx {
    public static final Application APPLICATION = new Application(
            "Cx",
            CxMessages.ID,
            Attribute.THREE_GPP,
            CxAvps.DICTIONARY,
            List.of(
                    new Procedure<>(
                            300,
                            "UAR",
                            "UAA",
                            UserAuthorizationRequest.class,
                            UserAuthorizationRequest.GRAMMAR,
                            UserAuthorizationAnswer.class,
                            UserAuthorizationAnswer.GRAMMAR),
                    new Procedure<>(
                            301,
                            "SAR",
                            "SAA",
                            ServerAssignmentRequest.class,
                            ServerAssignmentRequest.GRAMMAR,
                            ServerAssignmentAnswer.class,
                            ServerAssignmentAnswer.GRAMMAR),
                    new Procedure<>(
                            302,
                            "LIR",
                            "LIA",
                            LocationInfoRequest.class,
                            LocationInfoRequest.GRAMMAR,
                            LocationInfoAnswer.class,
                            LocationInfoAnswer.GRAMMAR),
                    new Procedure<>(
                            303,
                            "MAR",
                            "MAA",
                            MultimediaAuthRequest.class,
                            MultimediaAuthRequest.GRAMMAR,
                            MultimediaAuthAnswer.class,
                            MultimediaAuthAnswer.GRAMMAR),
                    new Procedure<>(
                            304,
                            "RTR",
                            "RTA",
                            RegistrationTerminationRequest.class,
                            RegistrationTerminationRequest.GRAMMAR,
                            RegistrationTerminationAnswer.class,
                            RegistrationTerminationAnswer.GRAMMAR),
                    new Procedure<>(
                            305,
                            "PPR",
                            "PPA",
                            PushProfileRequest.class,
                            PushProfileRequest.GRAMMAR,
                            PushProfileAnswer.class,
                            PushProfileAnswer.GRAMMAR)));

    private Cx() {}
}
