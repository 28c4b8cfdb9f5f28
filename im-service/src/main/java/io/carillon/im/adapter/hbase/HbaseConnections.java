package io.carillon.im.adapter.hbase;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.AsyncConnection;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.Row;

/** What is asked goes by the one, what is written by the other, which needs no thread of its own to wait for each server. */
record HbaseConnections(Connection asking, AsyncConnection writing) implements AutoCloseable {
    private static final long SECONDS = 30;

    static HbaseConnections open(Configuration settings) throws IOException {
        var asking = ConnectionFactory.createConnection(settings);
        try {
            return new HbaseConnections(
                    asking, ConnectionFactory.createAsyncConnection(settings).get(SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            asking.close();
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            asking.close();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Begins to write the rows, in one call for each server that has some of them. */
    List<CompletableFuture<Object>> write(TableName table, List<? extends Row> rows) throws IOException {
        if (writing.isClosed()) {
            throw new IOException("closed");
        }
        return writing.getTable(table).batch(rows);
    }

    @Override
    public void close() throws IOException {
        try (asking) {
            writing.close();
        }
    }
}
