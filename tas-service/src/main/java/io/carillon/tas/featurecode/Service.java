package io.carillon.tas.featurecode;

import java.util.Map;
import java.util.TreeMap;

/** What a code can set; each with the code that TS 22.030 Annex B or custom has for it. */
public enum Service {
    DIVERSION_UNCONDITIONAL("21"),
    DIVERSION_BUSY("67"),
    DIVERSION_NO_REPLY("61"),
    DIVERSION_NOT_REACHABLE("62"),
    ALL_DIVERSION("002"),
    CONDITIONAL_DIVERSION("004"),
    BAR_OUTGOING("33"),
    BAR_OUTGOING_INTERNATIONAL("331"),
    BAR_INCOMING("35"),
    BAR_ANONYMOUS("157"),
    DO_NOT_DISTURB("26"),
    SHOW_CALLER("30"),
    WITHHOLD_CALLER("31"),
    SHOW_CONNECTED("76"),
    WITHHOLD_CONNECTED("77");

    private final String code;

    Service(String code) {
        this.code = code;
    }

    /** The codes of an operator who has no table of its own. */
    public static Map<String, Service> usual() {
        var table = new TreeMap<String, Service>();
        for (var service : values()) {
            table.put(service.code, service);
        }
        return table;
    }
}
