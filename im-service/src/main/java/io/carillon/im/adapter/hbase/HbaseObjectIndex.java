package io.carillon.im.adapter.hbase;

import static io.carillon.im.adapter.hbase.HbaseTables.FAMILY;

import io.carillon.im.files.ObjectIndex;
import io.carillon.im.files.ObjectName;
import io.carillon.im.files.ObjectStore.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.hbase.client.Delete;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.util.Bytes;

/** One row an object, by its name. */
public final class HbaseObjectIndex implements ObjectIndex {
    private static final byte[] PLACE = Bytes.toBytes("place");
    private static final byte[] SIZE = Bytes.toBytes("size");
    private static final byte[] WRITTEN = Bytes.toBytes("written");
    private static final int PAGE = 500;

    private final HbaseTables tables;

    public HbaseObjectIndex(HbaseTables tables) {
        this.tables = tables;
    }

    @Override
    public Optional<Entry> find(ObjectName name) {
        return tables.inObjects(
                "find",
                table -> Optional.of(table.get(new Get(Bytes.toBytes(name.value()))))
                        .filter(row -> !row.isEmpty())
                        .map(HbaseObjectIndex::entry));
    }

    @Override
    public void put(Entry entry) {
        var stored = entry.stored();
        tables.inObjects("put", table -> {
            table.put(new Put(Bytes.toBytes(stored.name().value()))
                    .addColumn(FAMILY, PLACE, Bytes.toBytes(entry.place()))
                    .addColumn(FAMILY, SIZE, Bytes.toBytes(stored.size()))
                    .addColumn(FAMILY, WRITTEN, Bytes.toBytes(stored.written().toEpochMilli())));
            return entry;
        });
    }

    @Override
    public void remove(ObjectName name) {
        tables.inObjects("delete", table -> {
            table.delete(new Delete(Bytes.toBytes(name.value())));
            return name;
        });
    }

    @Override
    public List<Entry> below(ObjectName name) {
        var scan = new Scan()
                .setStartStopRowForPrefixScan(Bytes.toBytes(name.value() + "/"))
                .setCaching(PAGE);
        return tables.inObjects("below", table -> {
            var found = new ArrayList<Entry>();
            try (var rows = table.getScanner(scan)) {
                for (var row : rows) {
                    found.add(entry(row));
                }
            }
            return List.copyOf(found);
        });
    }

    private static Entry entry(Result row) {
        var stored = new Stored(
                new ObjectName(Bytes.toString(row.getRow())),
                Bytes.toLong(row.getValue(FAMILY, SIZE)),
                Instant.ofEpochMilli(Bytes.toLong(row.getValue(FAMILY, WRITTEN))));
        return new Entry(stored, Bytes.toString(row.getValue(FAMILY, PLACE)));
    }
}
