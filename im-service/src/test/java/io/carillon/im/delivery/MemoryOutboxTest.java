package io.carillon.im.delivery;

class MemoryOutboxTest extends OutboxContract {
    private final Outbox outbox = new MemoryOutbox();

    @Override
    protected Outbox outbox() {
        return outbox;
    }
}
