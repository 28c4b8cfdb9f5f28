package io.carillon.charging.ocs;

/**
 * The answer to one {@link ServiceUse}. {@code last} asks for Final-Unit-Indication TERMINATE (RFC 8506 §5.6): the
 * balance pays for nothing after these units.
 */
public record ServiceGrant(String key, Unit unit, Verdict verdict, long granted, boolean last) {

    static ServiceGrant refused(ServiceUse use, Verdict why) {
        return new ServiceGrant(use.key(), use.unit(), why, 0, false);
    }

    /** Units were asked for and given. */
    public boolean gives() {
        return granted > 0;
    }
}
