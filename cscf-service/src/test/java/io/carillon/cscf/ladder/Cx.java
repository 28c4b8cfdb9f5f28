package io.carillon.cscf.ladder;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.Octets;
import io.carillon.diameter.Result;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.LocationInfoAnswer;
import io.carillon.diameter.cx.MultimediaAuthAnswer;
import io.carillon.diameter.cx.ScscfRestorationInfo;
import io.carillon.diameter.cx.ServerAssignmentAnswer;
import io.carillon.diameter.cx.ServerCapabilities;
import io.carillon.diameter.cx.SipAuthDataItem;
import io.carillon.diameter.cx.SipDigestAuthenticate;
import io.carillon.diameter.cx.UserAuthorizationAnswer;
import io.carillon.identity.aka.AkaVector;
import java.util.List;

/** What an HSS answers. */
final class Cx {
    private Cx() {}

    static UserAuthorizationAnswer capabilities(Long... mandatory) {
        return UserAuthorizationAnswer.draft()
                .result(ThreeGppResult.FIRST_REGISTRATION)
                .set(CxAvps.SERVER_CAPABILITIES, ServerCapabilities.of(List.of(mandatory), List.of()))
                .build();
    }

    static UserAuthorizationAnswer assigned(String scscf) {
        return UserAuthorizationAnswer.draft()
                .result(ThreeGppResult.SUBSEQUENT_REGISTRATION)
                .set(CxAvps.SERVER_NAME, scscf)
                .build();
    }

    static UserAuthorizationAnswer unauthorized(Result result) {
        return UserAuthorizationAnswer.draft().result(result).build();
    }

    static MultimediaAuthAnswer digest(String realm, String ha1) {
        return MultimediaAuthAnswer.draft()
                .result(BaseResult.SUCCESS)
                .add(
                        CxAvps.SIP_AUTH_DATA_ITEM,
                        SipAuthDataItem.digest(SipDigestAuthenticate.of(realm, "MD5", "auth", ha1)))
                .build();
    }

    static MultimediaAuthAnswer place(SipAuthDataItem item) {
        return MultimediaAuthAnswer.draft()
                .result(BaseResult.SUCCESS)
                .add(CxAvps.SIP_AUTH_DATA_ITEM, item)
                .build();
    }

    static MultimediaAuthAnswer vector(AkaVector vector) {
        var challenge = java.util.Arrays.copyOf(vector.rand(), 32);
        System.arraycopy(vector.autn(), 0, challenge, 16, 16);
        var item = SipAuthDataItem.aka(
                1, Octets.of(challenge), Octets.of(vector.xres()), Octets.of(vector.ck()), Octets.of(vector.ik()));
        return MultimediaAuthAnswer.draft()
                .result(BaseResult.SUCCESS)
                .add(CxAvps.SIP_AUTH_DATA_ITEM, item)
                .build();
    }

    static MultimediaAuthAnswer noVector(Result result) {
        return MultimediaAuthAnswer.draft().result(result).build();
    }

    static ServerAssignmentAnswer profile(String xml) {
        return ServerAssignmentAnswer.draft()
                .result(BaseResult.SUCCESS)
                .set(CxAvps.USER_DATA, xml)
                .build();
    }

    /** The profile of a user whose S-CSCF has lost it, with what that gave into the HSS's keeping. */
    static ServerAssignmentAnswer restored(String xml, ScscfRestorationInfo kept) {
        return ServerAssignmentAnswer.draft()
                .result(BaseResult.SUCCESS)
                .set(CxAvps.USER_DATA, xml)
                .add(CxAvps.SCSCF_RESTORATION_INFO, kept)
                .build();
    }

    static ServerAssignmentAnswer done() {
        return ServerAssignmentAnswer.draft().result(BaseResult.SUCCESS).build();
    }

    static ServerAssignmentAnswer notAssigned(Result result) {
        return ServerAssignmentAnswer.draft().result(result).build();
    }

    static LocationInfoAnswer at(String scscf) {
        return LocationInfoAnswer.draft()
                .result(BaseResult.SUCCESS)
                .set(CxAvps.SERVER_NAME, scscf)
                .build();
    }

    static LocationInfoAnswer unregistered() {
        return LocationInfoAnswer.draft()
                .result(ThreeGppResult.UNREGISTERED_SERVICE)
                .set(CxAvps.SERVER_CAPABILITIES, ServerCapabilities.of(List.of(), List.of()))
                .build();
    }

    static LocationInfoAnswer nowhere(Result result) {
        return LocationInfoAnswer.draft().result(result).build();
    }
}
