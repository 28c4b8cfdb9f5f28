package io.carillon.tas.featurecode;

/**
 * What a dialled number means.
 *
 * @param homeDomain in which a local number is valid
 * @param countryCode of numbers at home, without the plus; empty if 0 and 00 mean nothing here
 */
public record NumberingPlan(String homeDomain, String countryCode) {
    public String uri(String dialled) {
        if (dialled.startsWith("+")) {
            return "tel:" + dialled;
        }
        if (!countryCode.isEmpty() && dialled.startsWith("00")) {
            return "tel:+" + dialled.substring(2);
        }
        if (!countryCode.isEmpty() && dialled.startsWith("0")) {
            return "tel:+" + countryCode + dialled.substring(1);
        }
        return "sip:" + dialled.replace("#", "%23") + "@" + homeDomain + ";user=phone";
    }
}
