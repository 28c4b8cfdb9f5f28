package io.carillon.cscf.scscf;

/** What happened to a contact (RFC 3680 §4.7.1). */
public record ContactEvent(Contact contact, Kind kind) {
    /** The events of RFC 3680 §5.3.2 that happen here; the constant's name is the schema's word. */
    public enum Kind {
        REGISTERED(true),
        REFRESHED(true),
        SHORTENED(true),
        EXPIRED(false),
        UNREGISTERED(false),
        /** By the network, which wants the device to register again. */
        DEACTIVATED(false),
        /** By the network, which wants the device to register again after a while. */
        PROBATION(false),
        /** By the network, for good. */
        REJECTED(false);

        private final boolean active;

        Kind(boolean active) {
            this.active = active;
        }

        /** True if the contact is registered after the event. */
        public boolean active() {
            return active;
        }
    }
}
