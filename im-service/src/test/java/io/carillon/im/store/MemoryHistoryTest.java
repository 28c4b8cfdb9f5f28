package io.carillon.im.store;

class MemoryHistoryTest extends HistoryContract {
    private final History history = new MemoryHistory();

    @Override
    protected History history() {
        return history;
    }
}
