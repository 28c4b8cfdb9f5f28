package io.carillon.cscf.wire;

import java.util.ArrayList;
import java.util.List;

/** Writes Cx User-Data as an HSS does (TS 29.228 Annex E). */
final class UserData {
    private final String impi;
    private final StringBuilder identities = new StringBuilder();
    private final StringBuilder criteria = new StringBuilder();
    final List<String> impus = new ArrayList<>();

    private UserData(String impi) {
        this.impi = impi;
    }

    public static UserData of(String impi) {
        return new UserData(impi);
    }

    public UserData identity(String impu) {
        impus.add(impu);
        identities.append("<PublicIdentity><Identity>" + impu + "</Identity></PublicIdentity>");
        return this;
    }

    /** One that stands for many (TS 23.003 §13.5). */
    public UserData wildcard(String impu) {
        impus.add(impu);
        identities.append("<PublicIdentity><Identity>" + impu + "</Identity><Extension><IdentityType>3</IdentityType>"
                + "<Extension><Extension><WildcardedIMPU>" + impu
                + "</WildcardedIMPU></Extension></Extension></Extension></PublicIdentity>");
        return this;
    }

    public UserData barred(String impu) {
        impus.add(impu);
        identities.append("<PublicIdentity><BarringIndication>1</BarringIndication><Identity>" + impu
                + "</Identity></PublicIdentity>");
        return this;
    }

    /** A criterion for this method and session case, as numbered in the schema. */
    public UserData asks(int priority, String method, int sessionCase, String server) {
        return asks(priority, method, sessionCase, server, 0);
    }

    public UserData asks(int priority, String method, int sessionCase, String server, int defaultHandling) {
        return criterion(
                priority,
                spt(0, "<Method>" + method + "</Method>") + spt(1, "<SessionCase>" + sessionCase + "</SessionCase>"),
                "<ServerName>" + server + "</ServerName><DefaultHandling>" + defaultHandling + "</DefaultHandling>");
    }

    /** Third-party registration. */
    public UserData tells(int priority, String server, String more) {
        return criterion(
                priority,
                spt(0, "<Method>REGISTER</Method>"),
                "<ServerName>" + server + "</ServerName><DefaultHandling>0</DefaultHandling>" + more);
    }

    public UserData criterion(int priority, String triggers, String server) {
        criteria.append("<InitialFilterCriteria><Priority>" + priority + "</Priority><TriggerPoint>"
                + "<ConditionTypeCNF>1</ConditionTypeCNF>" + triggers + "</TriggerPoint><ApplicationServer>" + server
                + "</ApplicationServer></InitialFilterCriteria>");
        return this;
    }

    /** A set of criteria that the S-CSCF has. */
    public UserData shares(int set) {
        criteria.append("<Extension><SharedIFCSetID>" + set + "</SharedIFCSetID></Extension>");
        return this;
    }

    public static String spt(int group, String condition) {
        return "<SPT><ConditionNegated>0</ConditionNegated><Group>" + group + "</Group>" + condition + "</SPT>";
    }

    public String xml() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><IMSSubscription><PrivateID>" + impi
                + "</PrivateID><ServiceProfile>" + identities + criteria + "</ServiceProfile></IMSSubscription>";
    }
}
