package io.carillon.cscf;

import java.util.ArrayList;
import java.util.List;

/** Cx User-Data as an HSS writes it (TS 29.228 Annex E). */
final class Profile {
    private final String impi;
    private final List<String> identities = new ArrayList<>();
    private final List<String> criteria = new ArrayList<>();

    Profile(String impi) {
        this.impi = impi;
    }

    Profile identity(String impu) {
        identities.add("<PublicIdentity><Identity>" + impu + "</Identity></PublicIdentity>");
        return this;
    }

    Profile barred(String impu) {
        identities.add("<PublicIdentity><BarringIndication>1</BarringIndication><Identity>" + impu
                + "</Identity></PublicIdentity>");
        return this;
    }

    /** @param sessionCase 0 originating, 1 terminating registered, 2 terminating unregistered */
    Profile criterion(int priority, String method, int sessionCase, String server) {
        return criterion(priority, method, sessionCase, server, 0);
    }

    /** @param handling 0 the session goes on without the server, 1 it ends */
    Profile criterion(int priority, String method, int sessionCase, String server, int handling) {
        criteria.add("<InitialFilterCriteria><Priority>" + priority + "</Priority><TriggerPoint>"
                + "<ConditionTypeCNF>1</ConditionTypeCNF>"
                + spt(0, "<Method>" + method + "</Method>")
                + spt(1, "<SessionCase>" + sessionCase + "</SessionCase>")
                + "</TriggerPoint><ApplicationServer><ServerName>" + server + "</ServerName><DefaultHandling>"
                + handling + "</DefaultHandling></ApplicationServer></InitialFilterCriteria>");
        return this;
    }

    /** Third-party registration at this server. @param extra elements of ApplicationServer */
    Profile registrar(int priority, String server, String extra) {
        criteria.add("<InitialFilterCriteria><Priority>" + priority + "</Priority><TriggerPoint>"
                + "<ConditionTypeCNF>0</ConditionTypeCNF>"
                + spt(0, "<Method>REGISTER</Method>")
                + "</TriggerPoint><ApplicationServer><ServerName>" + server + "</ServerName>"
                + "<DefaultHandling>0</DefaultHandling>" + extra + "</ApplicationServer></InitialFilterCriteria>");
        return this;
    }

    private static String spt(int group, String condition) {
        return "<SPT><ConditionNegated>0</ConditionNegated><Group>" + group + "</Group>" + condition + "</SPT>";
    }

    String xml() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><IMSSubscription><PrivateID>" + impi
                + "</PrivateID><ServiceProfile>" + String.join("", identities) + String.join("", criteria)
                + "</ServiceProfile></IMSSubscription>";
    }
}
