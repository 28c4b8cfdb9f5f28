package io.carillon.cscf.ladder;

import java.util.ArrayList;
import java.util.List;

/** Cx User-Data as an HSS writes it (TS 29.228 Annex E). */
final class UserData {
    private final String impi;
    private final List<String> identities = new ArrayList<>();
    private final List<String> criteria = new ArrayList<>();
    private String services = "";

    UserData(String impi) {
        this.impi = impi;
    }

    UserData identity(String impu) {
        identities.add("<PublicIdentity><Identity>" + impu + "</Identity></PublicIdentity>");
        return this;
    }

    /** Core network services authorisation. */
    UserData mediaProfile(int number) {
        services = "<CoreNetworkServicesAuthorization><SubscribedMediaProfileId>" + number
                + "</SubscribedMediaProfileId></CoreNetworkServicesAuthorization>";
        return this;
    }

    /**
     * @param sessionCase 0 originating, 1 terminating registered, 2 terminating unregistered
     * @param handling 0 the session goes on without the server, 1 it ends
     */
    UserData criterion(int priority, String method, int sessionCase, String server, int handling) {
        return criterion(
                priority,
                server,
                handling,
                spt(0, "<Method>" + method + "</Method>") + spt(1, "<SessionCase>" + sessionCase + "</SessionCase>"));
    }

    /** Third-party registration. */
    UserData registrar(int priority, String server) {
        return registrar(priority, server, 0);
    }

    UserData registrar(int priority, String server, int handling) {
        return criterion(priority, server, handling, spt(0, "<Method>REGISTER</Method>"));
    }

    private UserData criterion(int priority, String server, int handling, String triggers) {
        criteria.add("<InitialFilterCriteria><Priority>" + priority + "</Priority><TriggerPoint>"
                + "<ConditionTypeCNF>1</ConditionTypeCNF>" + triggers
                + "</TriggerPoint><ApplicationServer><ServerName>" + server + "</ServerName><DefaultHandling>"
                + handling + "</DefaultHandling></ApplicationServer></InitialFilterCriteria>");
        return this;
    }

    private static String spt(int group, String condition) {
        return "<SPT><ConditionNegated>0</ConditionNegated><Group>" + group + "</Group>" + condition + "</SPT>";
    }

    String xml() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><IMSSubscription><PrivateID>" + impi
                + "</PrivateID><ServiceProfile>" + String.join("", identities) + services + String.join("", criteria)
                + "</ServiceProfile></IMSSubscription>";
    }
}
