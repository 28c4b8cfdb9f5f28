package io.carillon.im.adapter.hbase;

import io.carillon.im.delivery.Outbox;
import io.carillon.im.delivery.OutboxContract;
import tools.jackson.databind.json.JsonMapper;

class HbaseOutboxTest extends OutboxContract {
    private static final Outbox OUTBOX = new HbaseOutbox(SharedTables.get(), JsonMapper.shared());

    @Override
    protected Outbox outbox() {
        return OUTBOX;
    }
}
