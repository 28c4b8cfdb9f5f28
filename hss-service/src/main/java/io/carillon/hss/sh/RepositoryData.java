package io.carillon.hss.sh;

/**
 * Transparent data of an application server (TS 29.328 §7.6.1): the HSS keeps it and does not read it.
 *
 * @param service the Service-Indication that it is known by
 * @param sequence 0 when it is new, moved on by one with each change
 * @param serviceData the content of its ServiceData element
 */
public record RepositoryData(String service, int sequence, String serviceData) {
    private static final int LARGEST = 65_535;

    /** The number that a change of this data must carry: 0 stands for new data only. */
    static int after(int sequence) {
        return sequence == LARGEST ? 1 : sequence + 1;
    }
}
