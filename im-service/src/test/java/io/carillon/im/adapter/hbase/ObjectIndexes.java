package io.carillon.im.adapter.hbase;

import io.carillon.im.files.ObjectIndex;

/** An index in the tests' HBase. */
public final class ObjectIndexes {
    private ObjectIndexes() {}

    public static ObjectIndex get() {
        return new HbaseObjectIndex(SharedTables.get());
    }
}
