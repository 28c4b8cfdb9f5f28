package io.carillon.testkit;

/** What a UE does with a call that comes in. */
public enum CallPolicy {
    /** 180, then 200. */
    ANSWER,
    /** 183 with the answer as early media, then 180, then 200. */
    EARLY_MEDIA,
    /** 180, and nothing until the test says so. */
    RING,
    /** 486. */
    BUSY,
    /** 603. */
    DECLINE,
    /** Not even 180, until the test says so. */
    SILENT
}
