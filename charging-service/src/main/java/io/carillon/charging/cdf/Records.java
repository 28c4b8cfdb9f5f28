package io.carillon.charging.cdf;

import java.util.List;

/** Where charging records are kept. */
public interface Records {

    /** Keeps, in one transaction, what is not there yet; returns how many of the records were new. */
    int keep(List<ChargingRecord> records, List<RejectedRecord> rejected);

    List<ChargingRecord> find(RecordQuery query);

    long count(RecordQuery query);
}
