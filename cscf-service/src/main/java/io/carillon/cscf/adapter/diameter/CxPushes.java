package io.carillon.cscf.adapter.diameter;

import io.carillon.cscf.scscf.HssInitiated;
import io.carillon.cscf.scscf.HssInitiated.Termination;
import io.carillon.diameter.BaseResult;
import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.Result;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.cx.AssociatedIdentities;
import io.carillon.diameter.cx.PushProfileAnswer;
import io.carillon.diameter.cx.PushProfileRequest;
import io.carillon.diameter.cx.ReasonCode;
import io.carillon.diameter.cx.RegistrationTerminationAnswer;
import io.carillon.diameter.cx.RegistrationTerminationRequest;
import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** RTR and PPR on the connections that this node keeps to the HSS (TS 29.229 §6.1.9 to §6.1.12). */
public final class CxPushes {
    private final HssInitiated flow;

    public CxPushes(HssInitiated flow) {
        this.flow = flow;
    }

    /** Before the client is started. */
    public DiameterClient taking(DiameterClient client) {
        return client.handle(RegistrationTerminationRequest.class, this::terminate)
                .handle(PushProfileRequest.class, this::push);
    }

    private RegistrationTerminationAnswer terminate(RegistrationTerminationRequest request) {
        try {
            flow.terminate(
                    impis(request),
                    request.publicIdentities().stream().map(Impu::parse).toList(),
                    why(request.reason().code()));
            return RegistrationTerminationAnswer.draft()
                    .result(BaseResult.SUCCESS)
                    .build();
        } catch (IllegalArgumentException e) {
            return RegistrationTerminationAnswer.draft()
                    .result(BaseResult.INVALID_AVP_VALUE)
                    .build();
        }
    }

    private static Set<Impi> impis(RegistrationTerminationRequest request) {
        var associated = request.associatedIdentities().stream()
                .map(AssociatedIdentities::userNames)
                .flatMap(List::stream);
        return Stream.concat(Stream.of(request.userName()), associated)
                .map(Impi::parse)
                .collect(Collectors.toSet());
    }

    private static Termination why(ReasonCode code) {
        return switch (code) {
            case PERMANENT_TERMINATION -> Termination.PERMANENT;
            case SERVER_CHANGE -> Termination.SERVER_CHANGE;
            case NEW_SERVER_ASSIGNED, REMOVE_SCSCF -> Termination.SILENT;
        };
    }

    private PushProfileAnswer push(PushProfileRequest request) {
        return PushProfileAnswer.draft().result(pushed(request)).build();
    }

    private Result pushed(PushProfileRequest request) {
        if (request.userData().isEmpty() && request.chargingInformation().isEmpty()) {
            return BaseResult.SUCCESS; // authentication data, of which none are kept here
        }
        try {
            var data = request.userData().map(each -> each.getBytes(StandardCharsets.UTF_8));
            var charging = request.chargingInformation().map(ChargingFunctions::header);
            return switch (flow.push(Impi.parse(request.userName()), data, charging)) {
                case TAKEN -> BaseResult.SUCCESS;
                case USER_UNKNOWN -> ThreeGppResult.USER_UNKNOWN;
                case UNREADABLE -> ThreeGppResult.NOT_SUPPORTED_USER_DATA;
            };
        } catch (IllegalArgumentException e) {
            return BaseResult.INVALID_AVP_VALUE;
        }
    }
}
