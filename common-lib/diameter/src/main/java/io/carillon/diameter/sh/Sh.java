package io.carillon.diameter.sh;

import io.carillon.diameter.Application;
import io.carillon.diameter.Attribute;
import io.carillon.diameter.Procedure;
import java.util.List;

/** The Sh application (TS 29.329 §5, §6.1). */
public final class Sh {
    public static final Application APPLICATION = new Application(
            "Sh",
            ShMessages.ID,
            Attribute.THREE_GPP,
            ShAvps.DICTIONARY,
            List.of(
                    new Procedure<>(
                            306,
                            "UDR",
                            "UDA",
                            UserDataRequest.class,
                            UserDataRequest.GRAMMAR,
                            UserDataAnswer.class,
                            UserDataAnswer.GRAMMAR),
                    new Procedure<>(
                            307,
                            "PUR",
                            "PUA",
                            ProfileUpdateRequest.class,
                            ProfileUpdateRequest.GRAMMAR,
                            ProfileUpdateAnswer.class,
                            ProfileUpdateAnswer.GRAMMAR),
                    new Procedure<>(
                            308,
                            "SNR",
                            "SNA",
                            SubscribeNotificationsRequest.class,
                            SubscribeNotificationsRequest.GRAMMAR,
                            SubscribeNotificationsAnswer.class,
                            SubscribeNotificationsAnswer.GRAMMAR),
                    new Procedure<>(
                            309,
                            "PNR",
                            "PNA",
                            PushNotificationRequest.class,
                            PushNotificationRequest.GRAMMAR,
                            PushNotificationAnswer.class,
                            PushNotificationAnswer.GRAMMAR)));

    private Sh() {}
}
