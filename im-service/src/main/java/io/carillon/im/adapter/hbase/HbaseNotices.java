package io.carillon.im.adapter.hbase;

import static io.carillon.im.adapter.hbase.HbaseTables.FAMILY;

import io.carillon.im.store.Kind;
import io.carillon.im.store.MessageId;
import io.carillon.im.store.Notices;
import io.carillon.im.store.StoredMessage;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.util.Bytes;

/** One row a message that is to be reported on: {@code digest of sender, recipient and its name}. */
public final class HbaseNotices implements Notices {
    private static final byte[] ID = Bytes.toBytes("id");
    private static final byte[] KIND = Bytes.toBytes("kind");
    private static final byte[] ACCEPTED = Bytes.toBytes("accepted");

    private final HbaseTables tables;

    public HbaseNotices(HbaseTables tables) {
        this.tables = tables;
    }

    private static byte[] row(String sender, String recipient, String imdnId) {
        return MessageId.digest(String.join("\n", sender, recipient, imdnId));
    }

    @Override
    public void remember(StoredMessage message, String imdnId) {
        tables.inNotices("remember", table -> {
            table.put(new Put(row(message.sender(), message.recipient(), imdnId))
                    .addColumn(FAMILY, ID, Bytes.toBytes(message.id().value()))
                    .addColumn(FAMILY, KIND, Bytes.toBytes(message.kind().name()))
                    .addColumn(
                            FAMILY, ACCEPTED, Bytes.toBytes(message.accepted().toEpochMilli())));
            return message;
        });
    }

    @Override
    public Optional<StoredMessage> find(String sender, String recipient, String imdnId) {
        return tables.inNotices(
                "find",
                table -> Optional.of(table.get(new Get(row(sender, recipient, imdnId))))
                        .filter(row -> !row.isEmpty())
                        .map(row -> message(row, sender, recipient)));
    }

    private static StoredMessage message(Result row, String sender, String recipient) {
        return StoredMessage.accepted(
                new MessageId(Bytes.toString(row.getValue(FAMILY, ID))),
                Kind.valueOf(Bytes.toString(row.getValue(FAMILY, KIND))),
                sender,
                recipient,
                "",
                Optional.empty(),
                Instant.ofEpochMilli(Bytes.toLong(row.getValue(FAMILY, ACCEPTED))));
    }
}
