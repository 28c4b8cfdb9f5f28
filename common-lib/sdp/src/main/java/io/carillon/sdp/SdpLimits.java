package io.carillon.sdp;

/** How much of a peer's description is worth reading; past a limit it is a 488. */
public record SdpLimits(int maxBytes, int maxLines, int maxMedia) {
    public static final SdpLimits DEFAULT = new SdpLimits(32 * 1024, 1000, 16);
}
